import type { ComponentChildren } from 'preact';

/** A few choices side by side, one of them taken. */
export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: ReadonlyArray<{ value: T; label: ComponentChildren; tip?: string }>;
  onChange: (value: T) => void;
  testId?: string;
}) {
  return (
    <div class="segmented" role="group" aria-label={props.label} data-testid={props.testId}>
      {props.options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          data-tip={option.tip}
          data-value={option.value}
          onClick={() => props.onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
