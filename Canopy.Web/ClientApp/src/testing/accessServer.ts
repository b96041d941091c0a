import { vi } from 'vitest';

/** A server that knows `ada` by the password `grey-heron`, and keeps her cookie. */
export class AccessServer {
  required = true;
  readOnly = false;
  role = 'operator';
  name: string | null = null;
  /** The end of every sign-in, in milliseconds since 1970; otherwise it lasts for an hour. */
  until = Infinity;
  /** Answers every request so, where set. */
  fault: { readonly status: number; readonly headers?: Record<string, string> } | null = null;
  keepsCookies = true;
  readonly calls: string[] = [];
  private end = 0;

  constructor(private readonly now: () => number = Date.now) {
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => Promise.resolve(this.answer(url, init)));
  }

  count(call: string): number {
    return this.calls.filter((c) => c === call).length;
  }

  signInDirectly(): void {
    this.name = 'ada';
    this.end = Math.min(this.now() + 3_600_000, this.until);
  }

  private answer(url: string, init: RequestInit): Response {
    this.calls.push(`${init.method} ${url}`);
    if (this.fault !== null) {
      if (this.fault.status === 0) {
        throw new TypeError('no network');
      }
      return this.json(this.fault.status, { detail: 'No.' }, this.fault.headers);
    }
    if (this.name !== null && this.now() >= this.end) {
      this.name = null;
    }
    switch (`${init.method} ${url}`) {
      case 'GET /v1/session':
        return this.json(200, {
          required: this.required,
          name: this.name,
          role: this.required && this.name === null ? null : this.role,
          expires_at: this.name === null ? null : new Date(this.end).toISOString(),
          read_only: this.readOnly,
        });
      case 'POST /v1/session':
        return this.signIn(JSON.parse(String(init.body)) as { name?: string; password?: string; token?: string });
      case 'POST /v1/session/renew':
        if (this.name === null) {
          return this.json(401, { detail: 'Sign in first.' });
        }
        this.signInDirectly();
        return this.json(200, { token: 'e.y.j' });
      case 'DELETE /v1/session':
        this.name = null;
        return new Response(null, { status: 204 });
      default:
        return this.json(503, { title: 'Not here' });
    }
  }

  private signIn(given: { name?: string; password?: string; token?: string }): Response {
    if (given.token !== 'good' && (given.name !== 'ada' || given.password !== 'grey-heron')) {
      return this.json(401, { detail: 'The name or the password is wrong.' });
    }
    if (this.keepsCookies) {
      this.signInDirectly();
    }
    return this.json(200, { token: 'e.y.j' });
  }

  private json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
    return new Response(JSON.stringify(body), { status, headers });
  }
}
