// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessServer } from '../testing/accessServer';
import { access, isEntered, lookAgain, mustSignIn } from './access';
import { Renewal } from './renewal';

const RENEW = 'POST /v1/session/renew';

describe('Renewal', () => {
  let now: number;
  let isWanted: boolean;
  let server: AccessServer;
  let renewal: Renewal;
  let stop: () => void;

  beforeEach(async () => {
    now = Date.parse('2026-03-01T12:00:00Z');
    vi.spyOn(Date, 'now').mockImplementation(() => now);
    isWanted = true;
    access.value = null;
    isEntered.value = false;
    server = new AccessServer(() => now);
    renewal = new Renewal(
      () => now,
      () => isWanted,
    );
    stop = access.subscribe((status) => renewal.take(mustSignIn.value ? null : (status?.secondsLeft ?? null)));
    server.signInDirectly();
    await lookAgain();
  });

  afterEach(() => {
    stop();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  async function pass(minutes: number): Promise<void> {
    for (let i = 0; i < minutes * 2; i++) {
      now += 30_000;
      await renewal.check();
    }
  }

  it('renews once in half an hour, for as long as somebody looks', async () => {
    await pass(29);
    expect(server.count(RENEW)).toBe(0);

    await pass(2);
    expect(server.count(RENEW)).toBe(1);
    await pass(240);

    expect(mustSignIn.value).toBe(false);
    expect(server.count(RENEW)).toBe(8);
  });

  it('lets the sign-in end when nobody looks, and finds that out', async () => {
    isWanted = false;
    await pass(61);

    expect(server.count(RENEW)).toBe(0);
    expect([mustSignIn.value, isEntered.value]).toEqual([true, true]);
  });

  it('tries again while the server is away', async () => {
    await pass(25);
    server.fault = { status: 503 };
    await pass(15);
    expect(mustSignIn.value).toBe(false);
    server.fault = null;
    await pass(1);

    expect(renewal.left()).toBeGreaterThan(3500);
  });

  it('renews at once when the computer has slept through the half hour', async () => {
    now += 50 * 60_000;
    await renewal.check();

    expect(server.count(RENEW)).toBe(1);
    expect(renewal.left()).toBe(3600);
  });

  it('does not renew for ever what cannot last longer', async () => {
    server.until = now + 20 * 60_000;
    server.signInDirectly();
    await lookAgain();
    await pass(19);
    expect(server.count(RENEW)).toBe(1);

    await pass(2);

    expect(mustSignIn.value).toBe(true);
  });
});
