import { describe, expect, it } from 'vitest';
import type { MetricColumns } from '../../store/metricSeries';
import { logTicks } from './logTicks';
import { extent, roomFor, rowsByUnits, thinRows } from './plotData';

function columnsOf(losses: readonly number[], unitsAt: (i: number) => number = () => 0): MetricColumns {
  const n = losses.length;
  return {
    length: n,
    epoch: Float64Array.from({ length: n }, (_, i) => i + 1),
    time: Float64Array.from({ length: n }, (_, i) => 100 + i),
    loss: Float32Array.from(losses),
    accuracy: new Float32Array(n).fill(0.5),
    errorBits: new Float32Array(n).fill(3),
    validationLoss: Float32Array.from(losses, (l) => l + 1),
    validationAccuracy: new Float32Array(n).fill(0.25),
    units: Uint16Array.from({ length: n }, (_, i) => unitsAt(i)),
  };
}

describe('thinRows', () => {
  it('keeps all rows when there is a pixel for each', () => {
    const columns = columnsOf([5, 4, 3, 2]);

    const rows = thinRows(columns, columns.epoch, 1, 4, 100);
    expect([...rows.loss]).toEqual([5, 4, 3, 2]);
    expect([...rows.validationLoss]).toEqual([6, 5, 4, 3]);
  });

  it('keeps peaks when there is not, and never more than two rows a pixel', () => {
    const losses = Array.from({ length: 50_000 }, (_, i) => (i === 33_333 ? 9 : 1 + (i % 7) / 100));
    const columns = columnsOf(losses);
    const rows = thinRows(columns, columns.epoch, 0, 50_000, 400);

    expect(rows.x.length).toBeLessThanOrEqual(804);
    expect(Math.max(...rows.loss)).toBe(9);
    expect([...rows.x].every((x, i) => i === 0 || x > rows.x[i - 1]!)).toBe(true);
    expect(rows.x.at(-1)).toBe(50_000);
  });

  it('takes one row beyond each end and shifts x', () => {
    const columns = columnsOf([5, 4, 3, 2, 1]);
    const rows = thinRows(columns, columns.time, 101.5, 102.5, 100, 100);

    expect([...rows.x]).toEqual([1, 2, 3]);
  });

  it('does not mix phases in one pixel', () => {
    const columns = columnsOf(
      Array.from({ length: 1000 }, (_, i) => i),
      (i) => Math.floor(i / 10),
    );
    const rows = thinRows(columns, columns.epoch, 0, 1000, 10);

    expect(new Set(rows.units).size).toBe(100);
  });
});

describe('rowsByUnits', () => {
  it('has a row for each output phase that has begun', () => {
    const span = { startedAt: 0, endedAt: null, accuracy: 1, errorBits: 0, validationLoss: 0.75, validationAccuracy: NaN };
    const rows = rowsByUnits([
      { ...span, phase: 'output', units: 0, start: 0, end: 10, loss: 0.5 },
      { ...span, phase: 'candidate', units: 0, start: 10, end: 20, loss: NaN },
      { ...span, phase: 'output', units: 1, start: 20, end: null, loss: 0.25 },
    ]);

    expect([[...rows.x], [...rows.loss]]).toEqual([
      [0, 1],
      [0.5, 0.25],
    ]);
    expect([...rows.validationLoss]).toEqual([0.75, 0.75]);
  });
});

describe('extent', () => {
  it('spans all columns, and passes over what is no number', () => {
    expect(extent([Float64Array.of(3, NaN, 2), Float64Array.of(Infinity, 0.5, -1)])).toEqual([-1, 3]);
    expect(extent([Float64Array.of(3, 2), Float64Array.of(0.5, -1)], true)).toEqual([0.5, 3]);
    expect(extent([Float64Array.of(NaN)])).toBeNull();
  });
});

describe('logTicks', () => {
  it.each([
    [0.00951, 0.42],
    [0.95, 1.07],
    [1e-12, 3],
    [0.137, 0.4],
    [1, 1.0001],
  ])('from %d to %d are few, inside and rising', (low, high) => {
    const ticks = logTicks(low, high, 8);

    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(12);
    expect(ticks.every((t, i) => t >= low && t <= high && (i === 0 || t > ticks[i - 1]!))).toBe(true);
  });

  it('are none for ranges that a logarithm cannot show', () => {
    expect([logTicks(0, 1, 5), logTicks(2, 1, 5), logTicks(1, Infinity, 5)]).toEqual([[], [], []]);
  });
});

describe('roomFor', () => {
  it('shows 0 for what cannot be less, and nothing strange for nothing', () => {
    expect(roomFor([0.2, 0.4], false)[0]).toBe(0);
    expect(roomFor(null, true)).toEqual([0.01, 1]);
    expect(roomFor([0.1, 0.1], true)[0]).toBeGreaterThan(0);
    expect(roomFor([0.1, 1], true, 0.1)[1]).toBeCloseTo(roomFor([0.1, 1], true)[1] * 10 ** 0.1, 6);
    expect(roomFor([0, 1], false, 0.1)[1]).toBeCloseTo(roomFor([0, 1], false)[1] + 0.1, 6);
  });
});
