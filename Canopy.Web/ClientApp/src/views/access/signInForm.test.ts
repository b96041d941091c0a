// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { access, isEntered, lastName } from '../../store/access';
import { AccessServer } from '../../testing/accessServer';
import { SignInForm } from './signInForm';

describe('SignInForm', () => {
  let now = 0;
  let server: AccessServer;

  function filled(password: string): SignInForm {
    const form = new SignInForm(() => now);
    form.choose('password');
    form.name.value = ' ada ';
    form.password.value = password;
    return form;
  }

  beforeEach(() => {
    access.value = null;
    isEntered.value = false;
    lastName.value = '';
    server = new AccessServer();
  });

  afterEach(() => vi.unstubAllGlobals());

  it('signs in', async () => {
    expect(await filled('grey-heron').send()).toBe(true);
    expect(isEntered.value).toBe(true);
    expect(new SignInForm().name.value).toBe('ada');
  });

  it('names what is missing, without asking the server', async () => {
    const form = filled('');

    expect(await form.send()).toBe(false);
    expect([form.wrong.value, form.failure.value]).toEqual(['password', 'Type your password.']);
    expect(server.calls).toEqual([]);
  });

  it('says that name or password are wrong, until something is typed', async () => {
    const form = filled('blue-heron');
    await form.send();
    expect([form.wrong.value, form.failure.value]).toEqual(['password', 'The name or the password is wrong.']);

    form.clear();

    expect([form.wrong.value, form.failure.value]).toEqual([null, null]);
  });

  it('waits as long as the server wants', async () => {
    server.fault = { status: 429, headers: { 'retry-after': '7' } };
    const form = filled('grey-heron');
    await form.send();
    expect([form.secondsToWait.value, form.failure.value]).toEqual([7, 'Too many tries.']);

    const tries = server.count('POST /v1/session');
    now += 6900;
    await form.send();
    expect(form.secondsToWait.value).toBe(1);
    expect(server.count('POST /v1/session')).toBe(tries);

    now += 100;
    server.fault = null;
    expect(await form.send()).toBe(true);
  });

  it('does not blame the password for a server that is away', async () => {
    server.fault = { status: 0 };
    const form = filled('grey-heron');
    await form.send();

    expect([form.wrong.value, form.failure.value]).toEqual([null, 'The server cannot be reached. Try again in a moment.']);
  });

  it('takes a token, too, and offers the same way the next time', async () => {
    const form = new SignInForm();
    form.choose('token');
    form.token.value = ' good\n';

    expect(await form.send()).toBe(true);
    expect(new SignInForm().way.value).toBe('token');
  });
});
