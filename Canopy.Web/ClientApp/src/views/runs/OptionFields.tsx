import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { OptionDescriptor } from '../../protocol/contracts';
import { rangeText, valueAt } from '../../store/catalogue';
import type { OptionForm } from '../../store/optionForm';
import { isChanged, isRelevant, namesOf, problemIn, textAt, textOf, withName } from '../../store/optionForm';
import { Field, GroupField } from '../ui/Field';
import { byImportance, fullLabel, isEssential } from './essentials';

interface OptionFieldsProps {
  readonly options: readonly OptionDescriptor[];
  readonly form: OptionForm;
  /** What the server said, by path. */
  readonly errors: Readonly<Record<string, string>>;
  /** Why an option cannot be edited; '' when that is said elsewhere, null when it can. */
  readonly locked?: (option: OptionDescriptor) => string | null;
  /** Nothing can be edited: values are texts then. */
  readonly isFixed?: boolean;
  readonly onInput: (path: string, text: string | null) => void;
}

/** What matters first, then everything else in its groups; without the options that have no effect as the others are. */
export function OptionFields(props: OptionFieldsProps) {
  // One that the server refused is shown, whatever it has an effect on.
  const shown = props.options.filter((option) => isRelevant(props.form, option) || props.errors[option.path] !== undefined);
  const rest = shown.filter((option) => !isEssential(option));
  const groups = [...new Set(rest.map((option) => option.group))];
  return (
    <>
      <div class="field-grid option-essentials">
        {shown
          .filter(isEssential)
          .sort(byImportance)
          .map((option) => (
            <OptionField key={option.path} {...props} option={option} label={fullLabel(option)} />
          ))}
      </div>
      <OptionGroup title="More options" testId="more-options" members={rest} {...props}>
        {groups.map((group) => {
          const members = rest.filter((option) => option.group === group);
          return (
            <OptionGroup key={group} title={group} testId={`options-${group}`} members={members} {...props}>
              <div class="field-grid">
                {members.map((option) => (
                  <OptionField key={option.path} {...props} option={option} label={option.label} />
                ))}
              </div>
            </OptionGroup>
          );
        })}
      </OptionGroup>
    </>
  );
}

function OptionGroup(
  props: OptionFieldsProps & {
    title: string;
    testId: string;
    members: readonly OptionDescriptor[];
    children: ComponentChildren;
  },
) {
  const changed = props.members.filter((option) => isChanged(props.form, option)).length;
  const invalid = props.members.some((option) => errorOf(props, option) !== null);
  // Mending a mistake does not close the group under one's hands.
  const isOpen = useSignal(false);
  return (
    <details
      class="option-group"
      open={isOpen.value || invalid}
      onToggle={(e) => (isOpen.value = e.currentTarget.open)}
      data-testid={props.testId}
    >
      <summary>
        {props.title}
        {changed > 0 ? <span class="chip-count">{changed} changed</span> : null}
      </summary>
      {props.children}
    </details>
  );
}

function OptionField(props: OptionFieldsProps & { option: OptionDescriptor; label: string }) {
  const { option, form, onInput } = props;
  const initial = textOf(valueAt(form.base, option.path));
  const text = textAt(form, option.path);
  const lock = props.locked?.(option) ?? null;
  const field = {
    label: props.label,
    path: `options.${option.path}`,
    help: lock || option.help,
    error: lock === null ? errorOf(props, option) : null,
    changed: isChanged(form, option),
    resetTip: `Back to ${initial}. ${option.source}`,
    onReset: () => onInput(option.path, null),
  };
  const testId = `option-${option.path}`;
  const disabled = lock !== null;
  if (props.isFixed === true) {
    return (
      <Field {...field}>
        {(attributes) => (
          <output {...attributes} class="option-value num" aria-live="off" data-testid={testId}>
            {option.type === 'set' ? namesOf(text).map(wordsOf).join(', ') : wordsOf(text)}
          </output>
        )}
      </Field>
    );
  }
  if (option.type === 'set') {
    return (
      <GroupField {...field} testId={testId}>
        {(option.choices ?? []).map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              data-testid={`${testId}-${name}`}
              checked={namesOf(text).includes(name)}
              disabled={disabled}
              onChange={(e) => onInput(option.path, withName(option, text, name, e.currentTarget.checked))}
            />
            {wordsOf(name)}
          </label>
        ))}
      </GroupField>
    );
  }
  return (
    <Field {...field} range={option.type === 'choice' ? '' : rangeText(option.minimum, option.maximum, option.minimumExclusive)}>
      {(attributes) =>
        option.type === 'choice' ? (
          <select
            {...attributes}
            data-testid={testId}
            value={text}
            disabled={disabled}
            onChange={(e) => onInput(option.path, e.currentTarget.value)}
          >
            {(option.choices ?? []).map((choice) => (
              <option key={choice} value={choice}>
                {wordsOf(choice)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            type="text"
            inputMode={option.type === 'integer' ? 'numeric' : 'decimal'}
            autoComplete="off"
            data-testid={testId}
            value={text}
            disabled={disabled}
            onInput={(e) => onInput(option.path, e.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

function errorOf({ form, errors }: OptionFieldsProps, option: OptionDescriptor): string | null {
  return problemIn(form, option) ?? errors[option.path] ?? null;
}

/** A choice's name for people. */
function wordsOf(name: string): string {
  return WORDS[name] ?? name.replaceAll('_', ' ');
}

const WORDS: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  leaky_relu: 'leaky ReLU',
  irprop: 'iRPROP−',
  adam: 'Adam',
};
