import { signal } from '@preact/signals';
import { getGenerators, getOptions } from '../protocol/api';
import type { GeneratorDescriptor, OptionCatalogueBody, OptionDescriptor } from '../protocol/contracts';
import type { OptionValues } from '../protocol/shape';

/** What runs can be made of; null until the server has said. */
export const generators = signal<readonly GeneratorDescriptor[] | null>(null);
export const options = signal<OptionCatalogueBody | null>(null);
export const catalogueError = signal<string | null>(null);

let loading: Promise<void> | null = null;

export function loadCatalogue(): Promise<void> {
  if (generators.value !== null && options.value !== null) {
    return Promise.resolve();
  }
  loading ??= Promise.all([getGenerators(), getOptions()])
    .then(([g, o]) => {
      generators.value = g;
      options.value = o;
      catalogueError.value = null;
    })
    .catch((error: unknown) => {
      catalogueError.value = error instanceof Error ? error.message : String(error);
    })
    .finally(() => (loading = null));
  return loading;
}

/** The value of an option by its path: `candidate.patience`. */
export function valueAt(values: OptionValues, path: string): OptionValues[string] | undefined {
  let node: OptionValues[string] | undefined = values;
  for (const part of path.split('.')) {
    node = typeof node === 'object' ? node[part] : undefined;
  }
  return node;
}

/** A tree with one value at each path. */
export function treeOf(values: ReadonlyMap<string, OptionValues[string]>): OptionValues {
  const root: Record<string, OptionValues[string]> = {};
  for (const [path, value] of values) {
    const parts = path.split('.');
    let node = root;
    for (const part of parts.slice(0, -1)) {
      node = (node[part] ??= {}) as Record<string, OptionValues[string]>;
    }
    node[parts.at(-1)!] = value;
  }
  return root;
}

/** The range of a number, for people: "1 to 1,024", "more than 0, at most 1". */
export function rangeText(minimum: number | null, maximum: number | null, minimumExclusive = false): string {
  const show = (v: number) => v.toLocaleString('en-US', { maximumFractionDigits: 8 });
  if (minimum === null && maximum === null) {
    return '';
  }
  if (maximum === null) {
    return `${minimumExclusive ? 'more than' : 'at least'} ${show(minimum!)}`;
  }
  if (minimum === null) {
    return `at most ${show(maximum)}`;
  }
  return minimumExclusive ? `more than ${show(minimum)}, at most ${show(maximum)}` : `${show(minimum)} to ${show(maximum)}`;
}

interface NumberRule {
  readonly label: string;
  readonly isInteger: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly minimumExclusive?: boolean;
}

export function ruleOf(option: OptionDescriptor): NumberRule {
  return { ...option, isInteger: option.type === 'integer' };
}

/** What is wrong with a number as typed; null when nothing is. */
export function checkNumber(text: string, rule: NumberRule): string | null {
  const trimmed = text.trim().replace(/,(?=\d{3}\b)/g, '');
  if (trimmed === '') {
    return `${rule.label} needs a number.`;
  }
  const value = Number(trimmed);
  if (!Number.isFinite(value)) {
    return `“${text.trim()}” is not a number.`;
  }
  if (rule.isInteger && !Number.isInteger(value)) {
    return 'A whole number is needed.';
  }
  const range = rangeText(rule.minimum, rule.maximum, rule.minimumExclusive);
  if (
    (rule.minimum !== null && (rule.minimumExclusive === true ? value <= rule.minimum : value < rule.minimum)) ||
    (rule.maximum !== null && value > rule.maximum)
  ) {
    return `Accepted: ${range}.`;
  }
  return null;
}

export function parseNumber(text: string): number {
  return Number(text.trim().replace(/,(?=\d{3}\b)/g, ''));
}
