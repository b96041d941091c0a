import type { Answer } from '../../network/forward';
import type { DatasetValues } from '../../protocol/contracts';
import { settings } from '../../store/settings';
import type { Area, InputStatistics } from './geometry';
import { homeArea } from './geometry';

/** What lies under the pointer. */
export interface Probe {
  readonly x: number;
  readonly y: number;
  readonly answer: Answer;
  /** The pattern that the pointer touches. */
  readonly pattern: number | null;
}

/** What the panel shows: the settings, checked against the data. */
export function viewOf(dataset: DatasetValues, statistics: InputStatistics) {
  const { inputs } = dataset.description;
  const chosen = settings.axes.signal.value;
  const axes: readonly [number, number] =
    chosen !== null && chosen[0] !== chosen[1] && chosen.every((i) => Number.isInteger(i) && i >= 0 && i < inputs)
      ? [chosen[0]!, chosen[1]!]
      : [0, 1];
  const slice = settings.slice.signal.value;
  const base = slice !== null && slice.length === inputs ? [...slice] : [...statistics.mean];
  const home = homeArea(statistics, axes);
  const given = settings.area.signal.value;
  const area: Area =
    given !== null && given[0]! < given[1]! && given[2]! < given[3]!
      ? { x0: given[0]!, x1: given[1]!, y0: given[2]!, y1: given[3]! }
      : home;
  const classes = settings.boundary.signal.value === 'classes';
  const unit = settings.unit.signal.value;
  // Several values have no winner: one is shown at a time.
  const output = settings.output.signal.value ?? (dataset.description.kind === 'regression' ? 0 : null);
  const shown =
    unit !== null
      ? ({ type: 'unit', index: unit } as const)
      : output !== null && output < dataset.description.outputs
        ? ({ type: 'output', index: output, classes } as const)
        : ({ type: 'answer', classes } as const);
  return { axes, base, home, area, shown };
}

export type View = ReturnType<typeof viewOf>;
