import { describe, expect, it } from 'vitest';
import { connectionEstablished, frame, json, outputEpochs } from '../testing/frames';
import { backoffSeconds } from './backoff';
import type { Frame } from './frames';
import type { ConnectionState, FrameSink, SocketEnvironment } from './trainingSocket';
import { TrainingSocket } from './trainingSocket';

class FakeSocket {
  binaryType = '';
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: string[] = [];
  closed = false;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }
}

/** A browser whose clock the test turns. */
class World implements SocketEnvironment {
  readonly sockets: FakeSocket[] = [];
  isOnline = true;
  private clock = 0;
  private timers: Array<{ at: number; id: number; action: () => void }> = [];
  private lastId = 0;

  open(url: string): WebSocket {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }

  now = () => this.clock;
  random = () => 0.5;
  online = () => this.isOnline;

  setTimeout(action: () => void, milliseconds: number): number {
    this.timers.push({ at: this.clock + milliseconds, id: ++this.lastId, action });
    return this.lastId;
  }

  clearTimeout(handle: number): void {
    this.timers = this.timers.filter((t) => t.id !== handle);
  }

  pass(milliseconds: number): void {
    const end = this.clock + milliseconds;
    for (;;) {
      const due = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) {
        break;
      }
      this.clock = due.at;
      this.clearTimeout(due.id);
      due.action();
    }
    this.clock = end;
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  receive(bytes: ArrayBuffer): void {
    this.socket.onmessage!({ data: bytes });
  }
}

class Sink implements FrameSink {
  readonly frames: Frame[] = [];
  readonly states: ConnectionState[] = [];
  last = 0;
  refuse: ((frame: Frame) => void) | null = null;

  frame(received: Frame): void {
    this.refuse?.(received);
    this.frames.push(received);
    this.last = Math.max(this.last, received.header.seq);
  }

  connectionChanged(state: ConnectionState): void {
    this.states.push(state);
  }

  lastSeq(): number {
    return this.last;
  }
}

function connected() {
  const world = new World();
  const sink = new Sink();
  const socket = new TrainingSocket((after) => `ws://here/?after=${after}`, sink, world);
  socket.connect();
  world.receive(connectionEstablished(10));
  return { world, sink, socket };
}

describe('TrainingSocket', () => {
  it('is live when the server has said hello', () => {
    const { sink } = connected();

    expect(sink.states.map((s) => s.type)).toEqual(['connecting', 'live']);
  });

  it('continues after the last number when the connection broke off, for ever', () => {
    const { world, sink } = connected();
    world.receive(outputEpochs(41, 1, [1]));
    world.socket.onclose!({ code: 1006 });
    expect(sink.states.at(-1)).toMatchObject({ type: 'waiting', attempt: 1 });

    for (let attempt = 0; attempt < 100; attempt++) {
      const state = sink.states.at(-1)!;
      world.pass(state.type === 'waiting' ? state.retryAt - world.now() : 0);
      world.socket.onclose!({ code: 1006 });
    }

    expect(world.sockets.length).toBe(101);
    expect(world.socket.url).toBe('ws://here/?after=41');
  });

  it('takes silence for a lost connection', () => {
    const { world, sink } = connected();
    world.pass(24_000);
    expect(sink.states.at(-1)!.type).toBe('live');

    world.pass(20_000);

    expect(world.sockets[0]!.closed).toBe(true);
    expect(world.sockets.length).toBeGreaterThan(1);
  });

  it('stays live while heartbeats come, and answers them', () => {
    const { world, sink } = connected();
    for (let i = 0; i < 10; i++) {
      world.pass(10_000);
      world.receive(frame(130, 0, json({ server_time: 1 })));
    }

    expect(sink.states.at(-1)!.type).toBe('live');
    expect(world.socket.sent).toHaveLength(10);
  });

  it('comes back when the server that stops says so', () => {
    const { world, sink } = connected();
    world.receive(frame(131, 0, json({ reason: 'stops', retry_after_seconds: 3 })));
    world.socket.onclose!({ code: 1001 });

    const state = sink.states.at(-1)!;
    expect(state.type === 'waiting' && state.retryAt - world.now()).toBe(3500);
  });

  it('does not ask again when the server refuses', () => {
    const { world, sink } = connected();
    world.socket.onclose!({ code: 1008 });
    world.pass(100_000);

    expect(sink.states.at(-1)!.type).toBe('refused');
    expect(world.sockets).toHaveLength(1);
  });

  it('waits without a network and goes on when it is back', () => {
    const { world, sink, socket } = connected();
    world.isOnline = false;
    world.socket.onclose!({ code: 1006 });
    world.pass(1000);
    expect(sink.states.at(-1)!.type).toBe('offline');

    world.isOnline = true;
    socket.retryNow();

    expect(sink.states.at(-1)!.type).toBe('connecting');
  });

  it('waits for somebody to sign in, and goes on where it was', () => {
    const { world, sink, socket } = connected();
    world.receive(outputEpochs(7, 1, [1]));
    const held = world.socket;
    socket.hold();
    world.pass(1_000_000);
    expect([sink.states.at(-1)!.type, held.closed, world.sockets.length]).toEqual(['signed-out', true, 1]);

    socket.retryNow();

    expect(world.socket.url).toBe('ws://here/?after=7');
  });

  it('asks again for an entry that did not follow', () => {
    const { world, sink } = connected();
    world.receive(outputEpochs(5, 1, [1]));
    sink.refuse = () => {
      throw new Error('gap');
    };
    world.receive(outputEpochs(9, 9, [1]));
    sink.refuse = null;
    world.pass(1000);

    expect(world.socket.url).toBe('ws://here/?after=5');
  });

  it('gives up when the same place cannot be read again and again', () => {
    const { world, sink } = connected();
    for (let i = 0; i < 3; i++) {
      world.receive(new ArrayBuffer(3));
      world.pass(20_000);
      if (sink.states.at(-1)!.type === 'connecting') {
        world.receive(connectionEstablished());
      }
    }

    expect(sink.states.at(-1)!.type).toBe('incompatible');
  });

  it('ignores what a connection says that was given up', () => {
    const { world, sink, socket } = connected();
    const old = world.socket;
    socket.close();
    old.onmessage!({ data: outputEpochs(1, 1, [1]) });
    old.onclose!({ code: 1006 });

    expect(sink.frames.map((f) => f.type)).toEqual(['connection_established']);
    expect(sink.states.at(-1)!.type).toBe('closed');
  });
});

describe('backoffSeconds', () => {
  it('doubles to a limit and is spread', () => {
    expect([0, 1, 2, 10, 1000].map((n) => backoffSeconds(n, () => 1))).toEqual([0.5, 1, 2, 15, 15]);
    expect(backoffSeconds(2, () => 0)).toBe(1);
  });
});
