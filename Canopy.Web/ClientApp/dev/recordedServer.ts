import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';

interface Recording {
  readonly system: unknown;
  readonly options: unknown;
  readonly generators: unknown;
  readonly description: { readonly id: string; readonly head_seq: number };
  readonly dataset: unknown;
  readonly frames: readonly string[];
}

/** Milliseconds between two entries when the recording is played. */
const ENTRY_MS = 60;

/** Plays a recorded run in place of a server: `npm run dev:recorded`. Commands are refused. */
export function recordedServer(file: URL): Plugin {
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  const { description } = recording;
  const answers: Readonly<Record<string, unknown>> = {
    '/v1/system': { ...(recording.system as object), mode: 'recorded', read_only: true },
    '/v1/session': { required: false, name: null, role: 'operator', expires_at: null, read_only: true },
    '/v1/options': recording.options,
    '/v1/generators': recording.generators,
    '/v1/datasets/preview': recording.dataset,
    '/v1/runs': { runs: [description], total: 1 },
    [`/v1/runs/${description.id}`]: description,
    [`/v1/runs/${description.id}/dataset`]: recording.dataset,
  };
  return {
    name: 'recorded-server',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (!path.startsWith('/v1/')) {
          next();
          return;
        }
        const answer = request.method === 'GET' ? answers[path] : undefined;
        response.statusCode = answer === undefined ? (request.method === 'GET' ? 404 : 409) : 200;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer ?? { title: 'Recorded', detail: 'This is a recording: it can only be watched.' }));
      });
      server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        if (url.pathname === '/ws/training') {
          accept(request, socket);
          play(recording, Number(url.searchParams.get('after') ?? 0), socket);
        }
      });
    },
  };
}

function play(recording: Recording, after: number, socket: Duplex): void {
  send(
    socket,
    jsonFrame(128, {
      client_id: 'recorded',
      server_time: Date.now() / 1000,
      server_instance_id: 'recorded',
      version: '',
      heartbeat_seconds: 30,
    }),
  );
  // From the start, as if it were happening now.
  send(
    socket,
    jsonFrame(129, {
      run: {
        ...recording.description,
        status: 'started',
        phase: 'output',
        epoch: 0,
        hidden_units: 0,
        loss: null,
        accuracy: null,
        error_bits: null,
        head_seq: after,
      },
    }),
  );
  const rest = recording.frames.map((frame) => Buffer.from(frame, 'base64')).filter((frame) => Number(frame.readBigInt64LE(8)) > after);
  const timer = setInterval(() => {
    const frame = rest.shift();
    if (frame === undefined) {
      clearInterval(timer);
    } else {
      send(socket, frame);
    }
  }, ENTRY_MS);
  const pings = setInterval(() => send(socket, jsonFrame(130, { server_time: Date.now() / 1000 })), 20_000);
  const stop = () => {
    clearInterval(timer);
    clearInterval(pings);
  };
  socket.on('close', stop);
  socket.on('error', stop);
  // Whatever the page sends is not read; a close is answered by closing.
  socket.on('data', (data: Buffer) => {
    if ((data[0]! & 0x0f) === 8) {
      socket.end();
    }
  });
}

function jsonFrame(kind: number, data: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(data));
  const header = Buffer.alloc(32);
  header[0] = 1;
  header[1] = kind;
  header.writeUInt32LE(payload.length, 4);
  header.writeDoubleLE(Date.now() / 1000, 24);
  return Buffer.concat([header, payload]);
}

// As much of RFC 6455 as is needed to send binary messages to a browser.

function accept(request: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${key}`,
      'Sec-WebSocket-Protocol: canopy.binary.v1',
      '',
      '',
    ].join('\r\n'),
  );
}

function send(socket: Duplex, message: Buffer): void {
  const length = message.length;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x82;
  if (length < 126) {
    head[1] = length;
  } else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  if (!socket.destroyed) {
    socket.write(Buffer.concat([head, message]));
  }
}
