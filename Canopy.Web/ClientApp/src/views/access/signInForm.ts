import { computed, signal } from '@preact/signals';
import { ApiError } from '../../protocol/api';
import { lastName, signIn } from '../../store/access';
import { sentence } from '../../store/session';

export type Way = 'password' | 'token';
export type SignInField = 'name' | 'password' | 'token';

/** The way that was taken last, for the next time. */
let lastWay: Way = 'password';

/** What is typed to sign in, and what came of it. */
export class SignInForm {
  readonly way = signal<Way>(lastWay);
  readonly name = signal(lastName.value);
  readonly password = signal('');
  readonly token = signal('');
  readonly isSending = signal(false);
  /** Why the last try did not work. */
  readonly failure = signal<string | null>(null);
  /** The field that must be filled or mended first. */
  readonly wrong = signal<SignInField | null>(null);
  /** Until then the server does not listen, by the clock of `now`. */
  readonly blockedUntil = signal(-Infinity);
  private readonly clock = signal(0);

  /** Whole seconds until the next try. */
  readonly secondsToWait = computed(() => Math.max(0, Math.ceil((this.blockedUntil.value - this.clock.value) / 1000)));

  constructor(private readonly now: () => number = () => performance.now()) {
    this.tick();
  }

  tick(): void {
    this.clock.value = this.now();
  }

  choose(way: Way): void {
    this.way.value = way;
    this.clear();
  }

  /** Something was typed: what was said of it no longer holds. */
  clear(): void {
    this.failure.value = null;
    this.wrong.value = null;
  }

  /** Signs in with what was typed; whether that worked. */
  async send(): Promise<boolean> {
    this.tick();
    if (this.isSending.value || this.secondsToWait.value > 0 || !this.isFilled()) {
      return false;
    }
    this.isSending.value = true;
    this.clear();
    try {
      await signIn(
        this.way.value === 'token' ? { token: this.token.value.trim() } : { name: this.name.value.trim(), password: this.password.value },
      );
      lastWay = this.way.value;
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    } finally {
      this.isSending.value = false;
    }
  }

  private isFilled(): boolean {
    const needed: readonly SignInField[] = this.way.value === 'token' ? ['token'] : ['name', 'password'];
    const missing = needed.find((field) => this[field].value.trim() === '');
    this.wrong.value = missing ?? null;
    this.failure.value = missing === undefined ? null : MISSING[missing];
    return missing === undefined;
  }

  private fail(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) {
      this.wrong.value = this.way.value;
      this.failure.value = error.message;
    } else if (error instanceof ApiError && error.status === 429) {
      this.tick();
      this.blockedUntil.value = this.now() + (error.retryAfterSeconds ?? 10) * 1000;
      this.failure.value = 'Too many tries.';
    } else if (error instanceof ApiError && error.isTransient) {
      this.failure.value = `${error.message} Try again in a moment.`;
    } else {
      this.failure.value = sentence(error);
    }
  }
}

const MISSING: Readonly<Record<SignInField, string>> = {
  name: 'Type your name.',
  password: 'Type your password.',
  token: 'Paste a token.',
};
