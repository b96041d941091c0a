import type { DatasetValues } from '../../protocol/contracts';
import type { Plane } from './mapJobs';

/** Smallest and largest value, and mean, of every input of a data set. */
export interface InputStatistics {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly mean: Float64Array;
}

export function inputStatistics(dataset: DatasetValues): InputStatistics {
  const { inputs: count, patterns } = dataset.description;
  const low = new Float64Array(count).fill(Infinity);
  const high = new Float64Array(count).fill(-Infinity);
  const mean = new Float64Array(count);
  for (let p = 0; p < patterns; p++) {
    for (let i = 0; i < count; i++) {
      const value = dataset.inputs[p * count + i]!;
      low[i] = Math.min(low[i]!, value);
      high[i] = Math.max(high[i]!, value);
      mean[i]! += value / patterns;
    }
  }
  return { low, high, mean };
}

export interface Area {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** The area that shows all points with a margin. Inputs of similar spread get the same scale, so that circles are round. */
export function homeArea(statistics: InputStatistics, axes: readonly [number, number]): Area {
  const side = (i: number) => {
    const low = statistics.low[i] ?? -1;
    const high = statistics.high[i] ?? 1;
    return { middle: (low + high) / 2, half: ((high - low) / 2) * 1.12 || 1 };
  };
  const x = side(axes[0]);
  const y = side(axes[1]);
  if (Math.max(x.half, y.half) < 2 * Math.min(x.half, y.half)) {
    x.half = y.half = Math.max(x.half, y.half);
  }
  return { x0: x.middle - x.half, x1: x.middle + x.half, y0: y.middle - y.half, y1: y.middle + y.half };
}

/** Zooms about a point so that it stays where it is; bounded, so that nobody gets lost. */
export function zoomArea(area: Area, home: Area, x: number, y: number, factor: number): Area {
  const width = area.x1 - area.x0;
  const limited = Math.min(Math.max(factor * width, (home.x1 - home.x0) / 1000), (home.x1 - home.x0) * 8) / width;
  return {
    x0: x - (x - area.x0) * limited,
    x1: x + (area.x1 - x) * limited,
    y0: y - (y - area.y0) * limited,
    y1: y + (area.y1 - y) * limited,
  };
}

export function panArea(area: Area, dx: number, dy: number): Area {
  return { x0: area.x0 + dx, x1: area.x1 + dx, y0: area.y0 + dy, y1: area.y1 + dy };
}

export function planeOf(area: Area, axes: readonly [number, number], base: readonly number[]): Plane {
  return { ...area, axes, base };
}

export function toX(x: number, area: Area, width: number): number {
  return ((x - area.x0) / (area.x1 - area.x0)) * width;
}

export function toY(y: number, area: Area, height: number): number {
  return ((area.y1 - y) / (area.y1 - area.y0)) * height;
}
