import type { Rgb } from '../../base/color';
import { mix } from '../../base/color';
import type { DatasetValues } from '../../protocol/contracts';
import type { Palette } from '../palette';

/** Smallest and largest target of one output, or of all. */
export function targetRange(dataset: DatasetValues, output: number | null): readonly [number, number] {
  const { outputs } = dataset.description;
  let low = Infinity;
  let high = -Infinity;
  dataset.targets.forEach((value, i) => {
    if (output === null || i % outputs === output) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  });
  return low < high ? [low, high] : [low - 1, low + 1];
}

/** Class of a pattern: 0 or 1 for one output, else the output with the highest target. */
export function classOf(dataset: DatasetValues, pattern: number): number {
  const n = dataset.description.outputs;
  if (n === 1) {
    return dataset.targets[pattern]! > 0 ? 1 : 0;
  }
  let best = 0;
  for (let k = 1; k < n; k++) {
    if (dataset.targets[pattern * n + k]! > dataset.targets[pattern * n + best]!) {
      best = k;
    }
  }
  return best;
}

interface PointGroup {
  readonly color: Rgb;
  readonly patterns: readonly number[];
}

const grouped = new WeakMap<DatasetValues, { readonly palette: Palette; readonly groups: readonly PointGroup[] }>();

/** Patterns of one colour together: a path for each colour, not for each point. */
export function pointGroups(dataset: DatasetValues, palette: Palette): readonly PointGroup[] {
  const known = grouped.get(dataset);
  if (known !== undefined && known.palette === palette) {
    return known.groups;
  }
  const { kind, outputs, patterns } = dataset.description;
  const colors: Rgb[] =
    kind === 'regression'
      ? Array.from({ length: 12 }, (_, i) => mix(palette.pointNegative, palette.pointPositive, i / 11))
      : outputs === 1
        ? [palette.pointNegative, palette.pointPositive]
        : Array.from({ length: outputs }, (_, k) => palette.classes[k % palette.classes.length]!);
  const [low, high] = kind === 'regression' ? targetRange(dataset, 0) : [0, 1];
  const members: number[][] = colors.map(() => []);
  for (let p = 0; p < patterns; p++) {
    const group =
      kind === 'regression'
        ? Math.max(0, Math.min(11, Math.floor(((dataset.targets[p * outputs]! - low) / (high - low)) * 12)))
        : classOf(dataset, p);
    members[group]?.push(p);
  }
  const groups = colors.map((color, i) => ({ color, patterns: members[i]! }));
  grouped.set(dataset, { palette, groups });
  return groups;
}
