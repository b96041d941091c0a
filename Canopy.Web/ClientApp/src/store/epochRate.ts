const KEPT = 64;

/** Epochs per second over the last second or so of a log. */
export class EpochRate {
  private readonly times = new Float64Array(KEPT);
  private readonly epochs = new Float64Array(KEPT);
  private count = 0;

  forget(): void {
    this.count = 0;
  }

  /** An entry of this Unix time ended with this epoch. */
  add(time: number, epoch: number): void {
    const at = this.count++ % KEPT;
    this.times[at] = time;
    this.epochs[at] = epoch;
  }

  /** Null when it cannot be said. */
  perSecond(): number | null {
    if (this.count < 2) {
      return null;
    }
    const newest = this.count - 1;
    let oldest = newest;
    while (oldest > 0 && newest - oldest < KEPT - 1 && this.times[newest % KEPT]! - this.times[oldest % KEPT]! < 1) {
      oldest--;
    }
    const seconds = this.times[newest % KEPT]! - this.times[oldest % KEPT]!;
    return seconds > 0 ? (this.epochs[newest % KEPT]! - this.epochs[oldest % KEPT]!) / seconds : null;
  }
}
