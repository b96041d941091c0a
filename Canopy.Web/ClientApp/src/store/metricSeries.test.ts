import { describe, expect, it } from 'vitest';
import type { EpochRows } from '../protocol/frames';
import { parseFrame } from '../protocol/frames';
import { outputEpochs } from '../testing/frames';
import { lowerBound, MetricSeries } from './metricSeries';

function rows(first: number, losses: readonly number[], units = 0): EpochRows {
  const parsed = parseFrame(outputEpochs(1, first, losses, units));
  if (parsed.type !== 'output_epochs') {
    throw new Error('not rows');
  }
  return parsed.data;
}

/** A wave with a spike, `total` epochs long, in chunks. */
function fill(series: MetricSeries, total: number, chunk: number, unitsAt: (epoch: number) => number = () => 0): void {
  for (let first = 1; first <= total; first += chunk) {
    const count = Math.min(chunk, total - first + 1);
    const losses = Array.from({ length: count }, (_, i) => lossAt(first + i));
    series.append(rows(first, losses, unitsAt(first)), 0, first, first + count);
  }
}

const SPIKE = 777_777;
const lossAt = (epoch: number) => (epoch === SPIKE ? 9 : 0.5 + 0.25 * Math.sin(epoch / 50_000));

describe('MetricSeries', () => {
  it('keeps every epoch while there are few', () => {
    const series = new MetricSeries();
    fill(series, 1000, 64);

    expect(series.length).toBe(1000);
    expect([...series.epoch.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(series.errorBits[9]).toBe(Math.round(lossAt(10) * 100));
  });

  it('holds a million epochs in bounded memory, with first, last and the spike', () => {
    const series = new MetricSeries();
    fill(series, 1_000_000, 4096);
    const epochs = [...series.epoch.subarray(0, series.length)];

    expect(series.length).toBeLessThan(18_500);
    expect(series.length).toBeGreaterThan(8000);
    expect(epochs[0]).toBe(1);
    expect(epochs.at(-1)).toBe(1_000_000);
    expect(series.loss[epochs.indexOf(SPIKE)]).toBe(9);
    expect(epochs.every((e, i) => i === 0 || e > epochs[i - 1]!)).toBe(true);
  });

  it('keeps true rows only', () => {
    const series = new MetricSeries();
    fill(series, 200_000, 4096);

    for (let i = 0; i < series.length; i += 97) {
      expect(series.loss[i]).toBeCloseTo(lossAt(series.epoch[i]!), 6);
    }
  });

  it('does not depend on how rows were cut into frames', () => {
    const fine = new MetricSeries();
    const coarse = new MetricSeries();
    fill(fine, 60_000, 17);
    fill(coarse, 60_000, 4096);

    expect(fine.epoch.subarray(0, fine.length)).toEqual(coarse.epoch.subarray(0, coarse.length));
    expect(fine.loss.subarray(0, fine.length)).toEqual(coarse.loss.subarray(0, coarse.length));
  });

  it('stays bounded with as many phases as a run may have', () => {
    const series = new MetricSeries();
    fill(series, 1_000_000, 1000, (epoch) => Math.floor(epoch / 1000));

    expect(series.length).toBeLessThan(18_500);
    expect(series.units[series.length - 1]).toBe(999);
    expect(new Set(series.units.subarray(0, series.length)).size).toBe(1000);
  });

  it('survives losses that are no numbers', () => {
    const series = new MetricSeries();
    series.append(rows(1, [0.5, NaN, Infinity, 0.25]), 0, 0, 1);

    expect(series.length).toBe(4);
  });

  it('begins anew when cleared', () => {
    const series = new MetricSeries();
    fill(series, 100_000, 4096);
    series.clear();
    fill(series, 10, 4);

    expect(series.length).toBe(10);
  });
});

describe('lowerBound', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [5, 2],
    [6, 3],
  ])('first index with at least %d is %d', (value, index) => {
    expect(lowerBound([1, 3, 5], 3, value)).toBe(index);
  });
});
