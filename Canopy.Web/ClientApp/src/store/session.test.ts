// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseFrame } from '../protocol/frames';
import { AccessServer } from '../testing/accessServer';
import { candidateEpochs, cascadeAdd, initialStatus, outputEpochs, phaseChange, runJson, statusChange } from '../testing/frames';
import { access, lookAgain } from './access';
import { dismiss, notices } from './notices';
import { Session } from './session';

/** The next frame of the page has been drawn, and texts are published. */
const published = () => new Promise((resolve) => setTimeout(resolve, 130));

function session(...frames: ArrayBuffer[]): Session {
  const opened = new Session('r1');
  for (const bytes of frames) {
    opened.frame(parseFrame(bytes));
  }
  return opened;
}

function answer(status: number, body: unknown) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('Session', () => {
  beforeEach(() => {
    for (const notice of notices.value) {
      dismiss(notice.id);
    }
  });
  afterEach(() => {
    access.value = null;
    vi.unstubAllGlobals();
  });

  it('publishes what the log says, as texts', async () => {
    const opened = session(
      initialStatus(),
      statusChange(1, 'started', 'start'),
      phaseChange(2, 'output', 0, 0),
      outputEpochs(3, 1, [0.5, 0.25]),
    );
    await published();

    expect([opened.status.value, opened.phase.value, opened.epoch.value, opened.loss.value]).toEqual(['started', 'output', 2, 0.25]);
    expect(opened.maxHiddenUnits.value).toBe(25);
  });

  it('tells views of entries that change no figure', async () => {
    // A late joiner: the figures are the server's from the start, while rounds and units come in.
    const opened = session(initialStatus({ head_seq: 4, epoch: 5, hidden_units: 1 }), statusChange(1, 'started', 'start'));
    await published();
    const before = opened.revision.value;

    opened.frame(parseFrame(phaseChange(2, 'candidate', 3, 0)));
    opened.frame(parseFrame(candidateEpochs(3, 4, [[0.1], [0.2]])));
    await published();

    expect(opened.epoch.value).toBe(5);
    expect(opened.revision.value).toBeGreaterThan(before);
  });

  it('draws what watches an aspect, once a frame', async () => {
    const opened = session(initialStatus());
    const candidates = { draw: vi.fn() };
    const network = { draw: vi.fn() };
    const unwatch = opened.watch(candidates, 'candidates');
    opened.watch(network, 'network');
    await published();
    candidates.draw.mockClear();
    network.draw.mockClear();

    opened.frame(parseFrame(candidateEpochs(1, 1, [[0.1]])));
    opened.frame(parseFrame(candidateEpochs(2, 2, [[0.2]])));
    await published();
    expect(candidates.draw).toHaveBeenCalledTimes(1);
    expect(network.draw).not.toHaveBeenCalled();

    unwatch();
    opened.frame(parseFrame(cascadeAdd(3, 0, 2, [1, 2, 3])));
    await published();
    expect(candidates.draw).toHaveBeenCalledTimes(1);
    expect(network.draw).toHaveBeenCalledTimes(1);
  });

  it('sends a command with an id and waits for the log to confirm it', async () => {
    const opened = session(initialStatus({ status: 'started' }), statusChange(1, 'started', 'start'));
    await published();
    const fetched = answer(200, { command_id: 'x', command: 'pause', accepted: true, applied: false });

    expect(await opened.act('pause')).toBe(true);
    expect(opened.pending.value).toBe('pause');
    const body = JSON.parse(String(fetched.mock.calls[0]![1].body)) as { command: string; command_id: string };
    expect(body.command).toBe('pause');

    opened.frame(parseFrame(statusChange(2, 'paused', 'pause', { command_id: body.command_id })));
    await published();

    expect(opened.pending.value).toBeNull();
    expect(opened.status.value).toBe('paused');
  });

  it('asks again under the same id when the server is in trouble', async () => {
    const opened = session(initialStatus(), statusChange(1, 'started', 'start'));
    await published();
    const applied = { command_id: 'x', command: 'stop', accepted: true, applied: true, run: runJson({ head_seq: 1 }) };
    const fetched = vi
      .fn()
      .mockResolvedValueOnce(new Response('{"title":"Unavailable"}', { status: 503 }))
      .mockRejectedValueOnce(new TypeError('no network'))
      .mockResolvedValueOnce(new Response(JSON.stringify(applied)));
    vi.stubGlobal('fetch', fetched);

    expect(await opened.act('stop')).toBe(true);

    const ids = fetched.mock.calls.map((call) => (JSON.parse(String((call[1] as RequestInit).body)) as { command_id: string }).command_id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('says why the server refused', async () => {
    const opened = session(initialStatus(), statusChange(1, 'started', 'start'));
    await published();
    answer(409, { title: 'Illegal move', detail: 'The run is paused and does not take pause.' });

    expect(await opened.act('pause')).toBe(false);

    expect(notices.value).toMatchObject([
      { tone: 'error', title: 'Pause did not work', text: 'The run is paused and does not take pause.' },
    ]);
    expect(opened.pending.value).toBeNull();
  });

  it('does not send what cannot be done', async () => {
    const opened = session(initialStatus({ status: 'completed' }), statusChange(1, 'completed', 'victory'));
    await published();
    const fetched = answer(200, {});

    expect(await opened.act('start')).toBe(false);

    expect(fetched).not.toHaveBeenCalled();
    expect(notices.value[0]!.text).toMatch(/Reset it/);
  });

  it('asks who we are when the stream breaks off, and holds it while nobody is signed in', async () => {
    const opened = session(initialStatus(), statusChange(1, 'started', 'start'));
    const server = new AccessServer();
    vi.stubGlobal(
      'WebSocket',
      class {
        close = () => undefined;
      },
    );
    opened.open();
    const states: string[] = [];
    const unwatch = opened.connection.subscribe((state) => states.push(state.type));
    opened.connectionChanged({ type: 'waiting', retryAt: 1, attempt: 1 });
    await vi.waitFor(() => expect(states.at(-1)).toBe('signed-out'));
    await published();
    expect(opened.status.value).toBe('started');

    server.signInDirectly();
    await lookAgain();

    expect(states.at(-1)).toBe('connecting');
    unwatch();
    opened.close();
  });

  it('sends nothing for a viewer', async () => {
    const opened = session(initialStatus(), statusChange(1, 'started', 'start'));
    await published();
    const server = new AccessServer();
    server.role = 'viewer';
    server.signInDirectly();
    await lookAgain();

    expect(await opened.act('pause')).toBe(false);

    expect(server.calls).toEqual(['GET /v1/session']);
    expect(notices.value).toMatchObject([{ text: 'You may look, not change.' }]);
  });

  it('finds out that the run was deleted when the server refuses the stream', async () => {
    const opened = session(initialStatus());
    answer(404, { title: 'Unknown run' });
    opened.connectionChanged({ type: 'refused' });
    await published();

    expect(opened.problem.value).toBe('unknown');
  });
});
