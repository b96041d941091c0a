/** What a preset is, in a sentence; the server knows only names and values. */
const PRESETS: Readonly<Record<string, string>> = {
  'fahlman-1990': 'The defaults of the authors’ program.',
  'two-spirals': 'The authors’ recipe for the two-spirals benchmark.',
  parity: 'Gaussian hidden units, as the paper uses for parity.',
  regression: 'Linear outputs, for targets that are values.',
  cascade2: 'Candidates that reduce the error with output weights of their own.',
  modern: 'What does best over our own benchmarks.',
};

export function presetHelp(name: string): string {
  return PRESETS[name] ?? 'Where the options start from.';
}
