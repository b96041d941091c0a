import { backoffSeconds } from './backoff';
import type { Frame } from './frames';
import { parseFrame } from './frames';

/** Where a connection stands. */
export type ConnectionState =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  /** Waiting; the next attempt is at `retryAt` (milliseconds of the clock that `now` gives). */
  | { readonly type: 'waiting'; readonly retryAt: number; readonly attempt: number }
  /** The browser knows that it has no network. */
  | { readonly type: 'offline' }
  /** The server refuses: an unknown run, or an origin that is not allowed. Not tried again. */
  | { readonly type: 'refused' }
  /** The server sends what this page cannot read; only a newer page helps. */
  | { readonly type: 'incompatible'; readonly message: string }
  /** Held by the page until somebody signs in again. */
  | { readonly type: 'signed-out' }
  | { readonly type: 'closed' };

export interface FrameSink {
  frame(frame: Frame): void;
  connectionChanged(state: ConnectionState): void;
  /** Number of the last entry held; a new connection continues after it. */
  lastSeq(): number;
}

/** What the socket needs of its surroundings; tests bring their own. */
export interface SocketEnvironment {
  open(url: string, protocols: string[]): WebSocket;
  now(): number;
  random(): number;
  setTimeout(action: () => void, milliseconds: number): number;
  clearTimeout(handle: number): void;
  online(): boolean;
}

export const browserEnvironment: SocketEnvironment = {
  open: (url, protocols) => new WebSocket(url, protocols),
  now: () => performance.now(),
  random: Math.random,
  setTimeout: (action, milliseconds) => window.setTimeout(action, milliseconds),
  clearTimeout: (handle) => window.clearTimeout(handle),
  online: () => navigator.onLine,
};

const SUBPROTOCOL = 'canopy.binary.v1';
const POLICY_VIOLATION = 1008;
const CONNECT_SECONDS = 10;
/** Frames that cannot be read, one after another, before the page gives up. */
const UNREADABLE_LIMIT = 3;

/**
 * One run's stream. Connects again for ever, continuing after the last number that the sink holds, and takes silence
 * for longer than two heartbeats as a lost connection.
 */
export class TrainingSocket {
  private socket: WebSocket | null = null;
  private timer = 0;
  private silence = 0;
  private attempt = 0;
  private heartbeatSeconds = 30;
  private retryHintSeconds: number | null = null;
  private unreadable = 0;
  private lastReceived = 0;
  private disposed = false;

  constructor(
    private readonly url: (after: number) => string,
    private readonly sink: FrameSink,
    private readonly environment: SocketEnvironment = browserEnvironment,
  ) {}

  connect(): void {
    if (this.disposed || this.socket !== null) {
      return;
    }
    this.environment.clearTimeout(this.timer);
    if (!this.environment.online()) {
      // The browser says when the network is back (retryNow); look from time to time all the same.
      this.sink.connectionChanged({ type: 'offline' });
      this.timer = this.environment.setTimeout(() => this.connect(), 5000);
      return;
    }

    this.sink.connectionChanged({ type: 'connecting' });
    const socket = this.environment.open(this.url(this.sink.lastSeq()), [SUBPROTOCOL]);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.retryHintSeconds = null;
    this.lastReceived = this.environment.now();
    this.watch(CONNECT_SECONDS);
    socket.onmessage = (message: MessageEvent<unknown>) => {
      if (socket === this.socket) {
        this.receive(socket, message.data);
      }
    };
    socket.onclose = (event) => {
      if (socket === this.socket) {
        this.lost(event.code);
      }
    };
  }

  /** Tries at once: the network came back, or the user looked at the page again. */
  retryNow(): void {
    if (this.socket === null && !this.disposed) {
      this.attempt = 0;
      this.connect();
    }
  }

  /** Nobody is signed in: the stream waits for `retryNow`. */
  hold(): void {
    if (!this.disposed) {
      this.drop();
      this.sink.connectionChanged({ type: 'signed-out' });
    }
  }

  close(): void {
    this.disposed = true;
    this.drop();
    this.sink.connectionChanged({ type: 'closed' });
  }

  private receive(socket: WebSocket, data: unknown): void {
    this.lastReceived = this.environment.now();
    if (!(data instanceof ArrayBuffer)) {
      return; // Only frames are spoken here.
    }

    let frame: Frame;
    try {
      frame = parseFrame(data);
    } catch (error) {
      this.failed(error);
      return;
    }

    switch (frame.type) {
      case 'connection_established':
        this.attempt = 0;
        this.heartbeatSeconds = Math.max(1, frame.data.heartbeatSeconds);
        this.watch(this.patience());
        this.sink.connectionChanged({ type: 'live' });
        break;
      case 'ping':
        socket.send('{"type":"pong"}');
        break;
      case 'server_shutdown':
        this.retryHintSeconds = frame.data.retryAfterSeconds;
        break;
      default:
    }
    try {
      this.sink.frame(frame);
      if (frame.header.seq > 0) {
        this.unreadable = 0;
      }
    } catch (error) {
      // The state refused the entry (a gap): a new connection continues after the last number that was accepted.
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    console.warn('A frame could not be used.', error);
    this.drop();
    this.unreadable++;
    if (this.unreadable >= UNREADABLE_LIMIT) {
      this.sink.connectionChanged({ type: 'incompatible', message: error instanceof Error ? error.message : String(error) });
    } else {
      this.wait();
    }
  }

  /** One timer looks at the silence; resetting a timer for every frame would cost more than the frame. */
  private watch(seconds: number): void {
    this.environment.clearTimeout(this.silence);
    this.silence = this.environment.setTimeout(() => {
      const silent = (this.environment.now() - this.lastReceived) / 1000;
      if (silent >= seconds) {
        this.drop();
        this.wait();
      } else {
        this.watch(seconds);
      }
    }, seconds * 500);
  }

  private patience(): number {
    return this.heartbeatSeconds * 2 + 5;
  }

  private lost(code: number): void {
    this.drop();
    if (code === POLICY_VIOLATION) {
      this.sink.connectionChanged({ type: 'refused' });
    } else {
      this.wait();
    }
  }

  private wait(): void {
    if (this.disposed) {
      return;
    }
    const seconds =
      this.retryHintSeconds === null
        ? backoffSeconds(this.attempt, this.environment.random)
        : this.retryHintSeconds + this.environment.random();
    this.attempt++;
    this.sink.connectionChanged({ type: 'waiting', retryAt: this.environment.now() + seconds * 1000, attempt: this.attempt });
    this.timer = this.environment.setTimeout(() => this.connect(), seconds * 1000);
  }

  private drop(): void {
    this.environment.clearTimeout(this.timer);
    this.environment.clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
