import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A labelled input with help below it, or what is wrong with it. */
export function Field(props: {
  label: string;
  /** Path of the value, as in the request: for tests, and for finding the first mistake. */
  path: string;
  help?: string;
  range?: string;
  error?: string | null | undefined;
  changed?: boolean;
  onReset?: (() => void) | undefined;
  resetTip?: string;
  children: (attributes: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ComponentChildren;
}) {
  const id = useId();
  const error = props.error ?? null;
  return (
    <div class="field" data-testid={`field-${props.path}`} data-invalid={error !== null} data-changed={props.changed === true}>
      <label for={id}>
        {props.label}
        {props.changed && props.onReset ? (
          <button type="button" class="link field-reset" onClick={props.onReset} data-tip={props.resetTip}>
            reset
          </button>
        ) : null}
      </label>
      {props.children({ id, 'aria-describedby': `${id}-help`, 'aria-invalid': error !== null })}
      <p id={`${id}-help`} class={error === null ? 'field-help' : 'field-error'} data-testid={error === null ? undefined : `error-${props.path}`}>
        {error ?? (
          <>
            {props.help} {props.range ? <span class="field-range">{props.range}</span> : null}
          </>
        )}
      </p>
    </div>
  );
}
