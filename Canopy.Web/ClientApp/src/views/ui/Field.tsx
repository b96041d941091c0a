import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  /** Path of the value, as in the request: for tests, and for finding the first mistake. */
  path: string;
  help?: string;
  range?: string;
  error?: string | null | undefined;
  changed?: boolean;
  onReset?: (() => void) | undefined;
  resetTip?: string;
}

/** A labelled input with help below it, or what is wrong with it. */
export function Field(
  props: FieldProps & { children: (attributes: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ComponentChildren },
) {
  const id = useId();
  return (
    <FieldFrame
      {...props}
      id={id}
      head={<label for={id}>{props.label}</label>}
      body={props.children({ id, 'aria-describedby': `${id}-help`, 'aria-invalid': (props.error ?? null) !== null })}
    />
  );
}

/** Several inputs that have one label, one help, one error. */
export function GroupField(props: FieldProps & { testId: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <FieldFrame
      {...props}
      id={id}
      wide
      head={
        <span class="field-name" id={`${id}-name`}>
          {props.label}
        </span>
      }
      body={
        <div class="checks" role="group" aria-labelledby={`${id}-name`} aria-describedby={`${id}-help`} data-testid={props.testId}>
          {props.children}
        </div>
      }
    />
  );
}

function FieldFrame(props: FieldProps & { id: string; wide?: boolean; head: ComponentChildren; body: ComponentChildren }) {
  const error = props.error ?? null;
  return (
    <div
      class={props.wide ? 'field field-wide' : 'field'}
      data-testid={`field-${props.path}`}
      data-invalid={error !== null}
      data-changed={props.changed === true}
    >
      <div class="field-head">
        {props.head}
        {props.changed && props.onReset ? (
          <button
            type="button"
            class="link field-reset"
            onClick={props.onReset}
            data-tip={props.resetTip}
            aria-label={`Reset ${props.label}`}
          >
            reset
          </button>
        ) : null}
      </div>
      {props.body}
      <p
        id={`${props.id}-help`}
        class={error === null ? 'field-help' : 'field-error'}
        data-testid={error === null ? undefined : `error-${props.path}`}
      >
        {error ?? (
          <>
            {props.help} {props.range ? <span class="field-range">{props.range}</span> : null}
          </>
        )}
      </p>
    </div>
  );
}
