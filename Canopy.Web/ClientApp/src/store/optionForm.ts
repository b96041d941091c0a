import type { OptionDescriptor } from '../protocol/contracts';
import type { OptionValues } from '../protocol/shape';
import { checkNumber, parseNumber, ruleOf, treeOf, valueAt } from './catalogue';

/** Options as typed, by path; what is not in it is as in the options that the form starts from. */
export type Typed = Readonly<Record<string, string>>;

/** What a form starts from, and what was typed since. */
export interface OptionForm {
  readonly base: OptionValues;
  readonly typed: Typed;
}

export function textOf(value: OptionValues[string] | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

/** What stands in an option's field. */
export function textAt({ base, typed }: OptionForm, path: string): string {
  return typed[path] ?? textOf(valueAt(base, path));
}

/** Whether the option has any effect with the others as they are. */
export function isRelevant(form: OptionForm, { condition }: OptionDescriptor): boolean {
  return condition === null || condition.choices.includes(textAt(form, condition.path));
}

export function isChanged({ base, typed }: OptionForm, option: OptionDescriptor): boolean {
  const text = typed[option.path];
  return text !== undefined && text !== textOf(valueAt(base, option.path));
}

/** What is wrong with what was typed; null when nothing is. */
export function problemIn(form: OptionForm, option: OptionDescriptor): string | null {
  const text = form.typed[option.path];
  if (text === undefined || option.type === 'choice' || !isRelevant(form, option)) {
    return null;
  }
  if (option.type === 'set') {
    return namesOf(text).length === 0 ? 'At least one is needed.' : null;
  }
  return checkNumber(text, ruleOf(option));
}

export function hasProblems(form: OptionForm, options: readonly OptionDescriptor[]): boolean {
  return options.some((option) => problemIn(form, option) !== null);
}

/** Options that differ from the base and matter. */
export function changesOf(form: OptionForm, options: readonly OptionDescriptor[]): OptionDescriptor[] {
  return options.filter((option) => isChanged(form, option) && isRelevant(form, option));
}

/** Those options as a request has them. */
export function requestOf(form: OptionForm, options: readonly OptionDescriptor[]): OptionValues {
  return treeOf(
    new Map<string, OptionValues[string]>(
      options.map((option) => {
        const text = textAt(form, option.path);
        return [option.path, option.type === 'choice' || option.type === 'set' ? text : parseNumber(text)];
      }),
    ),
  );
}

/** Names of a set as they are written: with commas between them. */
export function namesOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A set with one name more or less, in the order of the choices. */
export function withName(option: OptionDescriptor, text: string, name: string, isIn: boolean): string {
  const names = new Set(namesOf(text));
  if (isIn) {
    names.add(name);
  } else {
    names.delete(name);
  }
  return (option.choices ?? []).filter((choice) => names.has(choice)).join(', ');
}
