import type { EpochRows } from '../protocol/frames';

/** Columns of output epochs, ready to be drawn: epochs rise. */
export interface MetricColumns {
  readonly length: number;
  readonly epoch: Float64Array;
  /** Unix time in seconds. */
  readonly time: Float64Array;
  readonly loss: Float32Array;
  /** NaN where there is none (regression). */
  readonly accuracy: Float32Array;
  readonly errorBits: Float32Array;
  /** NaN where there is no validation. */
  readonly validationLoss: Float32Array;
  readonly validationAccuracy: Float32Array;
  /** Hidden units installed: rows of one output phase share the number. */
  readonly units: Uint16Array;
}

/** Rows at most, before phases are counted: a bucket keeps two, and no bucket spans two phases. */
const BUCKETS = 8192;
/** Two rows a bucket, and room for one more bucket for each of the most units that a run may have. */
const ROWS = 2 * BUCKETS + 2 * 1024 + 4;

/** One row. Fields are written in place so that a million epochs a second allocate nothing. */
class Row {
  epoch = 0;
  time = 0;
  loss = 0;
  accuracy = 0;
  errorBits = 0;
  validationLoss = 0;
  validationAccuracy = 0;
  units = 0;
}

/**
 * A whole run's output epochs in bounded memory. Rows go into buckets of `stride` rows; a bucket keeps the rows with the
 * smallest and the largest loss, so that spikes survive. When all buckets are used, neighbours of one phase are merged
 * and the stride doubles. What is kept are true rows, never averages.
 */
export class MetricSeries implements MetricColumns {
  length = 0;
  readonly epoch = new Float64Array(ROWS);
  readonly time = new Float64Array(ROWS);
  readonly loss = new Float32Array(ROWS);
  readonly accuracy = new Float32Array(ROWS);
  readonly errorBits = new Float32Array(ROWS);
  readonly validationLoss = new Float32Array(ROWS);
  readonly validationAccuracy = new Float32Array(ROWS);
  readonly units = new Uint16Array(ROWS);

  /** 1 where a row begins a bucket. */
  private readonly begins = new Uint8Array(ROWS);
  private stride = 1;

  // The bucket being filled: its rows are at the end of the columns, rewritten as it changes.
  private open = 0;
  private seen = 0;
  private readonly low = new Row();
  private readonly high = new Row();
  private readonly last = new Row();

  clear(): void {
    this.length = 0;
    this.stride = 1;
    this.open = 0;
    this.seen = 0;
  }

  /** Appends the rows of a frame from `from` on; times lie between `timeBefore` and `timeAfter` by epoch. */
  append(rows: EpochRows, from: number, timeBefore: number, timeAfter: number): void {
    const { count, epochs, loss, accuracy, errorBits, validationLoss, validationAccuracy, firstEpoch, hiddenUnits } = rows;
    const span = Math.max(1, rows.lastEpoch - firstEpoch + 1);
    if (this.seen > 0 && this.last.units !== hiddenUnits) {
      this.closeBucket();
    }
    for (let i = from; i < count; i++) {
      const epoch = epochs === null ? firstEpoch + i : epochs[i]!;
      const last = this.last;
      last.epoch = epoch;
      last.time = timeBefore + ((epoch - firstEpoch + 1) / span) * (timeAfter - timeBefore);
      last.loss = loss === null ? NaN : loss[i]!;
      last.accuracy = accuracy === null ? NaN : accuracy[i]!;
      last.errorBits = errorBits === null ? NaN : errorBits[i]!;
      last.validationLoss = validationLoss === null ? NaN : validationLoss[i]!;
      last.validationAccuracy = validationAccuracy === null ? NaN : validationAccuracy[i]!;
      last.units = hiddenUnits;
      if (this.seen === 0) {
        copy(last, this.low);
        copy(last, this.high);
      } else {
        if (last.loss < this.low.loss) {
          copy(last, this.low);
        }
        if (!(last.loss <= this.high.loss)) {
          copy(last, this.high);
        }
      }
      if (++this.seen >= this.stride) {
        this.closeBucket();
      }
    }
    this.writeOpen(true);
  }

  private closeBucket(): void {
    this.writeOpen(false);
    this.open = this.length;
    this.seen = 0;
    if (this.length >= 2 * BUCKETS) {
      this.merge();
    }
  }

  /** Writes the open bucket's rows behind the closed ones; the newest row is shown while the bucket is open. */
  private writeOpen(withLast: boolean): void {
    this.length = this.open;
    if (this.seen === 0) {
      return;
    }
    const [first, second] = this.low.epoch <= this.high.epoch ? [this.low, this.high] : [this.high, this.low];
    this.write(first, 1);
    if (second.epoch > first.epoch) {
      this.write(second, 0);
    }
    if (withLast && this.last.epoch > second.epoch) {
      this.write(this.last, 0);
    }
  }

  private write(row: Row, begins: number): void {
    const at = this.length++;
    this.epoch[at] = row.epoch;
    this.time[at] = row.time;
    this.loss[at] = row.loss;
    this.accuracy[at] = row.accuracy;
    this.errorBits[at] = row.errorBits;
    this.validationLoss[at] = row.validationLoss;
    this.validationAccuracy[at] = row.validationAccuracy;
    this.units[at] = row.units;
    this.begins[at] = begins;
  }

  /** Merges pairs of neighbouring buckets of one phase and doubles the stride. */
  private merge(): void {
    const total = this.length;
    let read = 0;
    let write = 0;
    while (read < total) {
      const first = read;
      read = this.bucketEnd(read, total);
      if (read < total && this.units[read] === this.units[first]) {
        read = this.bucketEnd(read, total);
      }
      let low = first;
      let high = first;
      for (let i = first + 1; i < read; i++) {
        if (this.loss[i]! < this.loss[low]!) {
          low = i;
        }
        if (!(this.loss[i]! <= this.loss[high]!)) {
          high = i;
        }
      }
      this.move(Math.min(low, high), write++, 1);
      if (low !== high) {
        this.move(Math.max(low, high), write++, 0);
      }
    }
    this.length = write;
    this.open = write;
    this.stride *= 2;
  }

  private bucketEnd(start: number, total: number): number {
    let end = start + 1;
    while (end < total && this.begins[end] === 0) {
      end++;
    }
    return end;
  }

  private move(from: number, to: number, begins: number): void {
    this.epoch[to] = this.epoch[from]!;
    this.time[to] = this.time[from]!;
    this.loss[to] = this.loss[from]!;
    this.accuracy[to] = this.accuracy[from]!;
    this.errorBits[to] = this.errorBits[from]!;
    this.validationLoss[to] = this.validationLoss[from]!;
    this.validationAccuracy[to] = this.validationAccuracy[from]!;
    this.units[to] = this.units[from]!;
    this.begins[to] = begins;
  }
}

function copy(from: Row, to: Row): void {
  to.epoch = from.epoch;
  to.time = from.time;
  to.loss = from.loss;
  to.accuracy = from.accuracy;
  to.errorBits = from.errorBits;
  to.validationLoss = from.validationLoss;
  to.validationAccuracy = from.validationAccuracy;
  to.units = from.units;
}

/** First index whose value is at least `value`, in rising columns. */
export function lowerBound(column: ArrayLike<number>, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
