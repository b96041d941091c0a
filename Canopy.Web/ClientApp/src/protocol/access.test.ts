import { afterEach, describe, expect, it, vi } from 'vitest';
import { getAccess, readAccess, signIn } from './access';
import { ApiError, request, whenRefused } from './request';

const NOW = Date.parse('2026-03-01T12:00:00Z');

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status, headers }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
  whenRefused(() => undefined);
});

describe('readAccess', () => {
  it('tells how long the sign-in holds', () => {
    const status = readAccess({ required: true, name: 'ada', role: 'viewer', expires_at: '2026-03-01T13:00:00Z', read_only: false }, NOW);

    expect(status).toEqual({ required: true, name: 'ada', role: 'viewer', secondsLeft: 3600, readOnly: false });
  });

  it('knows nobody where nobody has signed in', () => {
    const status = readAccess({ required: true, name: null, role: null, expires_at: null, read_only: true }, NOW);

    expect(status).toEqual({ required: true, name: null, role: null, secondsLeft: null, readOnly: true });
  });

  it('refuses a role that it does not know', () => {
    const status = { required: true, name: 'ada', role: 'emperor', expires_at: null, read_only: false };

    expect(() => readAccess(status, NOW)).toThrow(/session\.role.*emperor/);
  });
});

describe('requests', () => {
  it('go by the server’s clock, whatever ours says', async () => {
    const body = { required: true, name: 'ada', role: 'operator', expires_at: '2001-01-01T01:00:00Z', read_only: false };
    answer(200, body, { date: 'Mon, 01 Jan 2001 00:30:00 GMT' });

    expect((await getAccess()).secondsLeft).toBe(1800);
  });

  it('keep nothing of the token that signing in answers', async () => {
    const fetched = answer(200, { name: 'ada', role: 'viewer', expires_at: '2026-03-01T13:00:00Z', token: 'e.y.j' });

    expect(await signIn({ name: 'ada', password: 'grey-heron' })).toBeUndefined();
    expect(JSON.parse(String(fetched.mock.calls[0]![1].body))).toEqual({ name: 'ada', password: 'grey-heron' });
  });

  it('each begin a trace that is kept', async () => {
    const fetched = answer(200, {});

    await request('GET', 'v1/runs');
    await request('POST', 'v1/runs', {});

    const traces = fetched.mock.calls.map(([, init]) => new Headers(init.headers).get('traceparent'));
    expect(traces).toEqual([
      expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    ]);
    expect(traces[0]).not.toBe(traces[1]);
  });

  it.each([
    [401, 1],
    [403, 1],
    [404, 0],
    [500, 0],
  ])('that are refused with %i call whoever looks after the sign-in %i times', async (status, times) => {
    const refused = vi.fn();
    whenRefused(refused);
    answer(status, { title: 'No' });

    await expect(request('GET', 'v1/runs')).rejects.toBeInstanceOf(ApiError);

    expect(refused).toHaveBeenCalledTimes(times);
  });

  it('say how long the server wants to be left alone', async () => {
    answer(429, { detail: 'Too many attempts.' }, { 'retry-after': '7' });

    await expect(request('POST', 'v1/session', {})).rejects.toMatchObject({ status: 429, retryAfterSeconds: 7 });
  });
});
