import { assertUnreachable } from '../base/assert';
import { type EpochRows, int64, parseColumns } from './columns';
import {
  type CascadeAddDetails,
  type ConnectionEstablished,
  FRAME_TYPES,
  type FrameType,
  type InitialStatus,
  type OwnerChangeDetails,
  type ParamsUpdated,
  type PhaseChange,
  type Ping,
  readCascadeAdd,
  readConnectionEstablished,
  readInitialStatus,
  readOwnerChange,
  readParamsUpdated,
  readPhaseChange,
  readPing,
  readServerShutdown,
  readStatusChange,
  readTopology,
  type ServerShutdown,
  type StatusChangeDetails,
  type Topology,
} from './contracts';
import { type Reader, readAt, ShapeError } from './shape';

export type { EpochRows } from './columns';

/** Bytes before the payload; docs/stream.md gives the layout. */
export const HEADER_SIZE = 32;
const LAYOUT_VERSION = 1;
const FLAG_COALESCED = 1;

export interface FrameHeader {
  readonly kind: number;
  readonly coalesced: boolean;
  readonly payloadLength: number;
  /** Number in the run's log, from 1; 0 for frames of one connection. */
  readonly seq: number;
  readonly step: number;
  /** Unix time in seconds. */
  readonly timestamp: number;
}

/** A unit joined; entries of older versions do not have its layer: theirs are plain cascades. */
export type AddedUnit = CascadeAddDetails & { readonly layer: number };

/** Everything that can arrive on `/ws/training`. */
export type Frame = { readonly header: FrameHeader } & (
  | { readonly type: 'output_epochs'; readonly data: EpochRows }
  | { readonly type: 'candidate_epochs'; readonly data: EpochRows }
  | { readonly type: 'status_change'; readonly data: StatusChangeDetails }
  | { readonly type: 'phase_change'; readonly data: PhaseChange }
  | { readonly type: 'cascade_add'; readonly data: AddedUnit }
  | { readonly type: 'topology'; readonly data: Topology }
  | { readonly type: 'params_updated'; readonly data: ParamsUpdated }
  | { readonly type: 'owner_change'; readonly data: OwnerChangeDetails }
  | { readonly type: 'connection_established'; readonly data: ConnectionEstablished }
  | { readonly type: 'initial_status'; readonly data: InitialStatus }
  | { readonly type: 'ping'; readonly data: Ping }
  | { readonly type: 'server_shutdown'; readonly data: ServerShutdown }
  | { readonly type: 'unknown'; readonly data: null }
);

const text = new TextDecoder();
const frameTypes: Readonly<Record<number, FrameType>> = FRAME_TYPES;

/** Reads one frame; the only place where received bytes are looked at. @throws ShapeError */
export function parseFrame(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Frame {
  const whole = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const header = parseHeader(whole);
  const payload = whole.subarray(HEADER_SIZE, HEADER_SIZE + header.payloadLength);
  const type = frameTypes[header.kind];
  switch (type) {
    case 'output_epochs':
    case 'candidate_epochs':
      return { header, type, data: parseColumns(payload) };
    case 'status_change':
      return { header, type, data: json(readStatusChange, payload).details };
    case 'phase_change':
      return { header, type, data: json(readPhaseChange, payload) };
    case 'cascade_add': {
      const { details } = json(readCascadeAdd, payload);
      return { header, type, data: { ...details, layer: details.layer ?? details.unitIndex + 1 } };
    }
    case 'topology':
      return { header, type, data: json(readTopology, payload) };
    case 'params_updated':
      return { header, type, data: json(readParamsUpdated, payload) };
    case 'owner_change':
      return { header, type, data: json(readOwnerChange, payload).details };
    case 'connection_established':
      return { header, type, data: json(readConnectionEstablished, payload) };
    case 'initial_status':
      return { header, type, data: json(readInitialStatus, payload) };
    case 'ping':
      return { header, type, data: json(readPing, payload) };
    case 'server_shutdown':
      return { header, type, data: json(readServerShutdown, payload) };
    case 'pong': // The page does not ask.
    case undefined: // A kind of a newer server.
      return { header, type: 'unknown', data: null };
    default:
      return assertUnreachable(type);
  }
}

export function parseHeader(bytes: Uint8Array): FrameHeader {
  if (bytes.length < HEADER_SIZE) {
    throw new ShapeError(`A frame has at least ${HEADER_SIZE} bytes; this one has ${bytes.length}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0);
  if (version !== LAYOUT_VERSION) {
    throw new ShapeError(`Frame layout ${version} is not known; this page reads layout ${LAYOUT_VERSION}.`);
  }
  const payloadLength = view.getUint32(4, true);
  if (bytes.length < HEADER_SIZE + payloadLength) {
    throw new ShapeError(`A payload of ${payloadLength} bytes does not fit a frame of ${bytes.length}.`);
  }
  return {
    kind: view.getUint8(1),
    coalesced: (view.getUint16(2, true) & FLAG_COALESCED) !== 0,
    payloadLength,
    seq: int64(view, 8),
    step: int64(view, 16),
    timestamp: view.getFloat64(24, true),
  };
}

function json<T>(reader: Reader<T>, payload: Uint8Array): T {
  let value: unknown;
  try {
    value = JSON.parse(text.decode(payload));
  } catch {
    throw new ShapeError('A payload is not JSON.');
  }
  return readAt(reader, value, 'data');
}
