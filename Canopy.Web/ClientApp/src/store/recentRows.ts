import type { EpochRows } from '../protocol/frames';
import type { MetricColumns } from './metricSeries';

/** Rows that are kept at full detail; as many again fit before the older half is dropped. */
const KEPT = 8192;

/** The newest output epochs exactly as received, for the sliding window. */
export class RecentRows implements MetricColumns {
  length = 0;
  readonly epoch = new Float64Array(2 * KEPT);
  readonly time = new Float64Array(2 * KEPT);
  readonly loss = new Float32Array(2 * KEPT);
  readonly accuracy = new Float32Array(2 * KEPT);
  readonly errorBits = new Float32Array(2 * KEPT);
  readonly validationLoss = new Float32Array(2 * KEPT);
  readonly validationAccuracy = new Float32Array(2 * KEPT);
  readonly units = new Uint16Array(2 * KEPT);

  clear(): void {
    this.length = 0;
  }

  append(rows: EpochRows, from: number, timeBefore: number, timeAfter: number): void {
    const { count, epochs, firstEpoch } = rows;
    const span = Math.max(1, rows.lastEpoch - firstEpoch + 1);
    for (let i = Math.max(from, count - KEPT); i < count; i++) {
      if (this.length === 2 * KEPT) {
        this.dropOlderHalf();
      }
      const at = this.length++;
      const epoch = epochs === null ? firstEpoch + i : epochs[i]!;
      this.epoch[at] = epoch;
      this.time[at] = timeBefore + ((epoch - firstEpoch + 1) / span) * (timeAfter - timeBefore);
      this.loss[at] = rows.loss === null ? NaN : rows.loss[i]!;
      this.accuracy[at] = rows.accuracy === null ? NaN : rows.accuracy[i]!;
      this.errorBits[at] = rows.errorBits === null ? NaN : rows.errorBits[i]!;
      this.validationLoss[at] = rows.validationLoss === null ? NaN : rows.validationLoss[i]!;
      this.validationAccuracy[at] = rows.validationAccuracy === null ? NaN : rows.validationAccuracy[i]!;
      this.units[at] = rows.hiddenUnits;
    }
  }

  private dropOlderHalf(): void {
    const { epoch, time, loss, accuracy, errorBits, validationLoss, validationAccuracy, units } = this;
    for (const column of [epoch, time, loss, accuracy, errorBits, validationLoss, validationAccuracy, units]) {
      column.copyWithin(0, KEPT);
    }
    this.length = KEPT;
  }
}
