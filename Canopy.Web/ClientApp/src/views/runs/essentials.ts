import type { OptionDescriptor } from '../../protocol/contracts';

/** What whoever is new to Cascade-Correlation decides first; everything else is under “More options”. */
const ESSENTIAL = [
  'max_hidden_units',
  'pool_size',
  'units_per_round',
  'candidate_objective',
  'output.optimiser',
  'candidate.optimiser',
  'output_activation',
  'validation_share',
  'hidden_activation',
];

export function isEssential(option: OptionDescriptor): boolean {
  return ESSENTIAL.includes(option.path);
}

export function byImportance(a: OptionDescriptor, b: OptionDescriptor): number {
  return ESSENTIAL.indexOf(a.path) - ESSENTIAL.indexOf(b.path);
}

/** Both phases have options of the same names; outside their groups they need a longer one. */
export function fullLabel(option: OptionDescriptor): string {
  return option.path.includes('.') ? `${option.label}, ${option.group.toLowerCase()}` : option.label;
}
