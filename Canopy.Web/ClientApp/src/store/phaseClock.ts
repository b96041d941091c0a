/** How long a phase has been trained, without pauses. Times are Unix times in seconds. */
export class PhaseClock {
  private startedAt = 0;
  private pausedAt: number | null = null;
  private pausedSeconds = 0;

  clear(): void {
    this.startedAt = 0;
    this.pausedAt = null;
    this.pausedSeconds = 0;
  }

  /** A phase begins; whether it is trained at once. */
  start(at: number, now: number, isRunning: boolean): void {
    this.startedAt = at;
    this.pausedSeconds = 0;
    this.pausedAt = isRunning ? null : now;
  }

  pause(now: number): void {
    this.pausedAt ??= now;
  }

  resume(now: number): void {
    if (this.pausedAt !== null) {
      this.pausedSeconds += now - this.pausedAt;
    }
    this.pausedAt = null;
  }

  /** Null before the first phase. */
  seconds(now: number): number | null {
    return this.startedAt === 0 ? null : Math.max(0, (this.pausedAt ?? now) - this.startedAt - this.pausedSeconds);
  }
}
