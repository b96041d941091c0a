import type { MetricColumns } from '../../store/metricSeries';
import { lowerBound } from '../../store/metricSeries';
import type { PhaseSpan } from '../../store/phaseSpans';

/** Rows to draw, x first. */
export interface PlotRows {
  readonly x: Float64Array;
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  readonly errorBits: Float64Array;
  readonly validationLoss: Float64Array;
  readonly validationAccuracy: Float64Array;
  readonly epoch: Float64Array;
  readonly units: Uint16Array;
}

/**
 * The rows between two places of the x column, thinned to what `pixels` can show: of the rows that share a pixel column, and a
 * phase, those with the smallest and the largest loss. One row beyond each end is kept so that lines leave the picture.
 */
export function thinRows(columns: MetricColumns, x: Float64Array, from: number, to: number, pixels: number, offset = 0): PlotRows {
  const first = Math.max(0, lowerBound(x, columns.length, from) - 1);
  const end = Math.min(columns.length, lowerBound(x, columns.length, to) + 1);
  const count = Math.max(0, end - first);
  const picked: number[] = [];
  if (count <= 2 * pixels) {
    for (let i = first; i < end; i++) {
      picked.push(i);
    }
  } else {
    const scale = pixels / (to - from || 1);
    let i = first;
    while (i < end) {
      const column = Math.floor((x[i]! - from) * scale);
      const units = columns.units[i];
      let low = i;
      let high = i;
      while (++i < end && columns.units[i] === units && Math.floor((x[i]! - from) * scale) === column) {
        if (columns.loss[i]! < columns.loss[low]!) {
          low = i;
        }
        if (!(columns.loss[i]! <= columns.loss[high]!)) {
          high = i;
        }
      }
      picked.push(Math.min(low, high));
      if (low !== high) {
        picked.push(Math.max(low, high));
      }
    }
    if (picked.at(-1) !== end - 1) {
      picked.push(end - 1);
    }
  }
  return {
    x: Float64Array.from(picked, (i) => x[i]! - offset),
    loss: Float64Array.from(picked, (i) => columns.loss[i]!),
    accuracy: Float64Array.from(picked, (i) => columns.accuracy[i]!),
    errorBits: Float64Array.from(picked, (i) => columns.errorBits[i]!),
    validationLoss: Float64Array.from(picked, (i) => columns.validationLoss[i]!),
    validationAccuracy: Float64Array.from(picked, (i) => columns.validationAccuracy[i]!),
    epoch: Float64Array.from(picked, (i) => columns.epoch[i]!),
    units: Uint16Array.from(picked, (i) => columns.units[i]!),
  };
}

/** One row for each output phase that has begun: what the network reached with that many units. */
export function rowsByUnits(spans: readonly PhaseSpan[]): PlotRows {
  const phases = spans.filter((span) => span.phase === 'output' && !Number.isNaN(span.loss));
  return {
    x: Float64Array.from(phases, (span) => span.units),
    loss: Float64Array.from(phases, (span) => span.loss),
    accuracy: Float64Array.from(phases, (span) => span.accuracy),
    errorBits: Float64Array.from(phases, (span) => span.errorBits),
    validationLoss: Float64Array.from(phases, (span) => span.validationLoss),
    validationAccuracy: Float64Array.from(phases, (span) => span.validationAccuracy),
    epoch: Float64Array.from(phases, (span) => span.end ?? span.start),
    units: Uint16Array.from(phases, () => 0),
  };
}

/** Smallest and largest finite value of some columns; null without any. */
export function extent(columns: readonly Float64Array[], positiveOnly = false): readonly [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const values of columns) {
    for (const value of values) {
      if (Number.isFinite(value) && (!positiveOnly || value > 0)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** A range around values with some air, and more above as a share of the whole; on a logarithmic axis the air is a factor. */
export function roomFor(values: readonly [number, number] | null, log: boolean, above = 0): [number, number] {
  if (values === null) {
    return log ? [0.01, 1] : [0, 1];
  }
  const [low, high] = values;
  if (log) {
    const air = Math.max(1.15, (high / low) ** 0.06);
    return [low / air, high * air * (high / low) ** above];
  }
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  return [Math.min(low - air, low >= 0 ? 0 : low - air), high + air + (high - low) * above];
}
