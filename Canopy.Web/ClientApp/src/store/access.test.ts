// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccessServer } from '../testing/accessServer';
import { access, accessProblem, isEntered, lookAgain, mustSignIn, signIn, signOut } from './access';
import { lookOnly } from './permission';

const ADA = { name: 'ada', password: 'grey-heron' };

describe('access', () => {
  let server: AccessServer;

  beforeEach(() => {
    access.value = null;
    isEntered.value = false;
    server = new AccessServer();
  });

  afterEach(() => vi.unstubAllGlobals());

  it('lets everybody in where nobody has to sign in', async () => {
    server.required = false;
    await lookAgain();

    expect([isEntered.value, mustSignIn.value, lookOnly()]).toEqual([true, false, null]);
  });

  it('lets nobody in who has not signed in', async () => {
    await lookAgain();

    expect([isEntered.value, mustSignIn.value]).toEqual([false, true]);
  });

  it('does not take an outage for a sign-in that has ended', async () => {
    server.signInDirectly();
    await lookAgain();
    server.fault = { status: 0 };
    await lookAgain();

    expect([isEntered.value, mustSignIn.value]).toEqual([true, false]);
    expect(accessProblem.value).toMatch(/cannot be reached/);
  });

  it('asks once for all who want to know at the same time', async () => {
    await Promise.all([lookAgain(), lookAgain(), lookAgain()]);

    expect(server.calls).toEqual(['GET /v1/session']);
  });

  it('keeps what is shown when a sign-in has ended, and who saw it', async () => {
    server.role = 'viewer';
    await signIn(ADA);
    expect([isEntered.value, lookOnly()]).toEqual([true, 'You may look, not change.']);

    server.name = null;
    await lookAgain();

    expect([isEntered.value, mustSignIn.value, lookOnly()]).toEqual([true, true, 'You may look, not change.']);
  });

  it('shows nothing any more after a sign-out', async () => {
    await signIn(ADA);
    await signOut();

    expect([isEntered.value, mustSignIn.value, server.name]).toEqual([false, true, null]);
  });

  it('stays signed in when the server could not be told of a sign-out', async () => {
    await signIn(ADA);
    server.fault = { status: 503 };

    await expect(signOut()).rejects.toThrow();
    expect([isEntered.value, access.value?.name]).toEqual([true, 'ada']);
  });

  it('does not believe an answer from before the sign-in', async () => {
    let arrive!: () => void;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    const answers = fetch;
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const answer = await answers(url, init);
      await late;
      return answer;
    });
    const before = lookAgain();
    vi.stubGlobal('fetch', answers);
    await signIn(ADA);

    arrive();
    await before;

    expect([mustSignIn.value, access.value?.name]).toEqual([false, 'ada']);
  });

  it('says so when the browser kept nothing of the sign-in', async () => {
    server.keepsCookies = false;

    await expect(signIn(ADA)).rejects.toThrow(/https/);
    expect(isEntered.value).toBe(false);
  });

  it('offers no change in a read-only installation, whoever asks', async () => {
    server.readOnly = true;
    server.role = 'admin';
    await signIn(ADA);

    expect(lookOnly()).toBe('This installation is read-only.');
  });
});
