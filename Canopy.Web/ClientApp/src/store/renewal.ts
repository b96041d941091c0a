import { access, lookAgain, mustSignIn, renew } from './access';
import { current } from './current';

/** Timers of hidden pages are slow, and stand still while the computer sleeps: the clock is looked at instead. */
const CHECK_MS = 5000;
const RETRY_MS = 30_000;
/** A sign-in lasts for an hour, so that there is half an hour to try again. */
const RENEW_BELOW_SECONDS = 30 * 60;
/** Who gains less than this by renewing has a token with an end that stays. */
const GAIN_SECONDS = 5;

/** Keeps the sign-in while somebody looks, or a run is followed; finds out when it has ended. */
export class Renewal {
  private takenAt = 0;
  private seconds: number | null = null;
  private isFinal = false;
  private isBusy = false;
  private triedAt = -Infinity;

  constructor(
    private readonly now: () => number,
    private readonly isWanted: () => boolean,
  ) {}

  /** The server has said for how long the sign-in holds. */
  take(seconds: number | null): void {
    const before = this.left();
    // Another sign-in, or somebody else's.
    if (before === null || seconds === null || Math.abs(seconds - before) > GAIN_SECONDS) {
      this.isFinal = false;
    }
    this.seconds = seconds;
    this.takenAt = this.now();
  }

  /** What is left of the sign-in in seconds; null without one. */
  left(): number | null {
    return this.seconds === null ? null : this.seconds - (this.now() - this.takenAt) / 1000;
  }

  async check(): Promise<void> {
    const left = this.left();
    if (left === null || this.isBusy || this.now() - this.triedAt < (left <= 0 ? CHECK_MS : RETRY_MS)) {
      return;
    }
    if (left <= 0) {
      await this.tried(lookAgain);
    } else if (left < RENEW_BELOW_SECONDS && !this.isFinal && this.isWanted()) {
      await this.tried(async () => {
        await renew();
        this.isFinal = (this.left() ?? 0) - left < GAIN_SECONDS;
      });
    }
  }

  private async tried(action: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.triedAt = this.now();
    try {
      await action();
    } catch {
      // Refused: the server has been asked who we are. Away: later again.
    } finally {
      this.isBusy = false;
    }
  }
}

export function keepSignedIn(): void {
  const renewal = new Renewal(Date.now, () => document.visibilityState === 'visible' || current.value !== null);
  access.subscribe((status) => renewal.take(mustSignIn.value ? null : (status?.secondsLeft ?? null)));
  const check = () => void renewal.check();
  window.setInterval(check, CHECK_MS);
  document.addEventListener('visibilitychange', check);
  window.addEventListener('online', check);
}
