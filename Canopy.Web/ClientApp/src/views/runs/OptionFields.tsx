import type { OptionDescriptor, OptionValues } from '../../protocol/contracts';
import { rangeText, ruleOf, checkNumber, valueAt } from '../../store/catalogue';
import { Field } from '../ui/Field';

/** Options as typed, by path; what is not in it is as in `base`. */
export type Typed = Readonly<Record<string, string>>;

/** All options in their groups, with defaults, ranges and help. */
export function OptionFields(props: {
  options: readonly OptionDescriptor[];
  base: OptionValues;
  typed: Typed;
  errors: Readonly<Record<string, string>>;
  /** Why an option cannot be edited; '' when that is said elsewhere, null when it can. */
  locked?: (option: OptionDescriptor) => string | null;
  onInput: (path: string, text: string | null) => void;
}) {
  const groups = [...new Set(props.options.map((option) => option.group))];
  return (
    <>
      {groups.map((group, i) => {
        const members = props.options.filter((option) => option.group === group);
        const changed = members.filter((option) => isChanged(props.base, props.typed, option)).length;
        const invalid = members.some((option) => problemOf(props, option) !== null);
        return (
          <details key={group} class="option-group" open={i === 0 || invalid}>
            <summary>
              {group}
              {changed > 0 ? <span class="chip-count">{changed} changed</span> : null}
            </summary>
            <div class="field-grid">
              {members.map((option) => (
                <OptionField key={option.path} option={option} {...props} />
              ))}
            </div>
          </details>
        );
      })}
    </>
  );
}

function OptionField(props: Parameters<typeof OptionFields>[0] & { option: OptionDescriptor }) {
  const { option, base, typed, onInput } = props;
  const initial = textOf(valueAt(base, option.path));
  const text = typed[option.path] ?? initial;
  const lock = props.locked?.(option) ?? null;
  return (
    <Field
      label={option.label}
      path={`options.${option.path}`}
      help={lock || option.help}
      range={option.type === 'choice' ? '' : rangeText(option.minimum, option.maximum, option.minimumExclusive)}
      error={lock === null ? problemOf(props, option) : null}
      changed={isChanged(base, typed, option)}
      resetTip={`Back to ${initial}. ${option.source}`}
      onReset={() => onInput(option.path, null)}
    >
      {(attributes) =>
        option.type === 'choice' ? (
          <select
            {...attributes}
            data-testid={`option-${option.path}`}
            value={text}
            disabled={lock !== null}
            onChange={(e) => onInput(option.path, e.currentTarget.value)}
          >
            {option.choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            type="text"
            inputMode={option.type === 'integer' ? 'numeric' : 'decimal'}
            autoComplete="off"
            data-testid={`option-${option.path}`}
            value={text}
            disabled={lock !== null}
            onInput={(e) => onInput(option.path, e.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

function problemOf(
  props: { readonly base: OptionValues; readonly typed: Typed; readonly errors: Readonly<Record<string, string>> },
  option: OptionDescriptor,
): string | null {
  const typed = props.typed[option.path];
  const own = typed === undefined || option.type === 'choice' ? null : checkNumber(typed, ruleOf(option));
  return own ?? props.errors[option.path] ?? null;
}

function isChanged(base: OptionValues, typed: Typed, option: OptionDescriptor): boolean {
  const text = typed[option.path];
  return text !== undefined && text !== textOf(valueAt(base, option.path));
}

export function textOf(value: OptionValues[string] | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** Whether anything typed is wrong. */
export function hasProblems(options: readonly OptionDescriptor[], typed: Typed): boolean {
  return options.some((option) => {
    const text = typed[option.path];
    return text !== undefined && option.type !== 'choice' && checkNumber(text, ruleOf(option)) !== null;
  });
}
