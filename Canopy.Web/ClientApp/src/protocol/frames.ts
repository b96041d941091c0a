import type { EpochRows } from './columns';
import { int64, parseColumns } from './columns';
import type { Activation, OptionValues, RunDescription, RunPhase, RunStatus } from './contracts';
import { ACTIVATIONS, asStatus, PHASES, readOptionValues, readRun } from './contracts';
import { asFloats, Fields, ShapeError } from './shape';

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

export interface StatusChange {
  readonly status: RunStatus;
  readonly phase: RunPhase;
  readonly epoch: number;
  readonly hiddenUnits: number;
  readonly cause: string;
  readonly reason: string | null;
  readonly commandId: string | null;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly errorBits: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  readonly networkHash: string | null;
}

export interface PhaseChange {
  readonly status: RunStatus;
  readonly phase: RunPhase;
  readonly currentEpoch: number;
  readonly hiddenUnits: number;
  readonly maxHiddenUnits: number;
  readonly phaseStartedAt: number;
}

export interface CascadeAdd {
  readonly unitIndex: number;
  readonly totalHiddenUnits: number;
  readonly epoch: number;
  readonly candidate: number;
  readonly correlation: number;
  readonly activation: Activation;
  /** Depth, from 1; units of one layer are not linked to each other. */
  readonly layer: number;
  /** Frozen: bias, inputs, earlier hidden units; 0 where there is no link. */
  readonly weights: Float32Array;
}

export interface Topology {
  readonly inputUnits: number;
  /** Fewer than were installed when training returned to an earlier network. */
  readonly hiddenUnits: number;
  readonly outputUnits: number;
  readonly epoch: number;
  readonly phaseEnd: boolean;
  /** One row per output: bias, inputs, hidden units. */
  readonly outputWeights: readonly Float32Array[];
}

export interface ParamsUpdated {
  readonly epoch: number;
  readonly commandId: string | null;
  readonly options: OptionValues | null;
  readonly pace: number | null;
}

export interface OwnerChange {
  readonly owner: string;
  readonly host: string;
  readonly epoch: number;
  readonly profileChanged: boolean;
}

export interface ConnectionEstablished {
  readonly clientId: string;
  readonly serverTime: number;
  readonly heartbeatSeconds: number;
  readonly version: string | null;
}

/** Everything that can arrive on `/ws/training`. */
export type Frame = { readonly header: FrameHeader } & (
  | { readonly type: 'output_epochs'; readonly data: EpochRows }
  | { readonly type: 'candidate_epochs'; readonly data: EpochRows }
  | { readonly type: 'status_change'; readonly data: StatusChange }
  | { readonly type: 'phase_change'; readonly data: PhaseChange }
  | { readonly type: 'cascade_add'; readonly data: CascadeAdd }
  | { readonly type: 'topology'; readonly data: Topology }
  | { readonly type: 'params_updated'; readonly data: ParamsUpdated }
  | { readonly type: 'owner_change'; readonly data: OwnerChange }
  | { readonly type: 'connection_established'; readonly data: ConnectionEstablished }
  | { readonly type: 'initial_status'; readonly data: { readonly run: RunDescription } }
  | { readonly type: 'ping'; readonly data: { readonly serverTime: number } }
  | { readonly type: 'server_shutdown'; readonly data: { readonly reason: string; readonly retryAfterSeconds: number } }
  | { readonly type: 'unknown'; readonly data: null }
);

const text = new TextDecoder();

/** Reads one frame; the only place where received bytes are looked at. @throws ShapeError */
export function parseFrame(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Frame {
  const whole = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const header = parseHeader(whole);
  const payload = whole.subarray(HEADER_SIZE, HEADER_SIZE + header.payloadLength);
  switch (header.kind) {
    case 1:
      return { header, type: 'output_epochs', data: parseColumns(payload) };
    case 2:
      return { header, type: 'candidate_epochs', data: parseColumns(payload) };
    case 16:
      return { header, type: 'status_change', data: readStatusChange(details(payload)) };
    case 17:
      return { header, type: 'phase_change', data: readPhaseChange(json(payload)) };
    case 18:
      return { header, type: 'cascade_add', data: readCascadeAdd(details(payload)) };
    case 19:
      return { header, type: 'topology', data: readTopology(json(payload)) };
    case 20:
      return { header, type: 'params_updated', data: readParamsUpdated(json(payload)) };
    case 21:
      return { header, type: 'owner_change', data: readOwnerChange(details(payload)) };
    case 128:
      return { header, type: 'connection_established', data: readConnectionEstablished(json(payload)) };
    case 129:
      return { header, type: 'initial_status', data: { run: readRun(json(payload).raw('run')) } };
    case 130:
      return { header, type: 'ping', data: { serverTime: json(payload).numberOr('server_time', header.timestamp) } };
    case 131: {
      const f = json(payload);
      return {
        header,
        type: 'server_shutdown',
        data: { reason: f.stringOr('reason', ''), retryAfterSeconds: f.numberOr('retry_after_seconds', 1) },
      };
    }
    default:
      return { header, type: 'unknown', data: null };
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

function json(payload: Uint8Array): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text.decode(payload));
  } catch {
    throw new ShapeError('A payload is not JSON.');
  }
  return Fields.of(value, 'data');
}

function details(payload: Uint8Array): Fields {
  return json(payload).fields('details');
}

function readStatusChange(f: Fields): StatusChange {
  return {
    status: asStatus(f.string('status')),
    phase: f.oneOf('phase', PHASES),
    epoch: f.number('epoch'),
    hiddenUnits: f.number('hidden_units'),
    cause: f.string('cause'),
    reason: f.stringOr('reason', null),
    commandId: f.stringOr('command_id', null),
    loss: f.numberOr('loss', null),
    accuracy: f.numberOr('accuracy', null),
    errorBits: f.numberOr('error_bits', null),
    validationLoss: f.numberOr('validation_loss', null),
    validationAccuracy: f.numberOr('validation_accuracy', null),
    networkHash: f.stringOr('network_hash', null),
  };
}

function readPhaseChange(f: Fields): PhaseChange {
  return {
    status: asStatus(f.string('status')),
    phase: f.oneOf('phase', PHASES),
    currentEpoch: f.number('current_epoch'),
    hiddenUnits: f.number('hidden_units'),
    maxHiddenUnits: f.numberOr('max_hidden_units', 0),
    phaseStartedAt: f.numberOr('phase_started_at', 0),
  };
}

function readCascadeAdd(f: Fields): CascadeAdd {
  const unitIndex = f.number('unit_index');
  return {
    unitIndex,
    totalHiddenUnits: f.number('total_hidden_units'),
    epoch: f.number('epoch'),
    candidate: f.number('candidate'),
    correlation: f.number('correlation'),
    activation: f.oneOf('activation', ACTIVATIONS),
    // Entries of older servers do not have it: theirs are plain cascades.
    layer: f.numberOr('layer', unitIndex + 1),
    weights: f.floats('weights'),
  };
}

function readTopology(f: Fields): Topology {
  return {
    inputUnits: f.number('input_units'),
    hiddenUnits: f.number('hidden_units'),
    outputUnits: f.number('output_units'),
    epoch: f.number('epoch'),
    phaseEnd: f.booleanOr('phase_end', false),
    outputWeights: f.array('output_weights').map((row, i) => {
      if (!Array.isArray(row)) {
        throw new ShapeError(`data.output_weights[${i}] is not an array.`);
      }
      return asFloats(row, `data.output_weights[${i}]`);
    }),
  };
}

function readParamsUpdated(f: Fields): ParamsUpdated {
  return {
    epoch: f.numberOr('epoch', 0),
    commandId: f.stringOr('command_id', null),
    options: f.has('options') ? readOptionValues(f.raw('options'), f.at('options')) : null,
    pace: f.numberOr('pace', null),
  };
}

function readOwnerChange(f: Fields): OwnerChange {
  return {
    owner: f.stringOr('owner', ''),
    host: f.stringOr('host', ''),
    epoch: f.numberOr('epoch', 0),
    profileChanged: f.booleanOr('profile_changed', false),
  };
}

function readConnectionEstablished(f: Fields): ConnectionEstablished {
  return {
    clientId: f.stringOr('client_id', ''),
    serverTime: f.numberOr('server_time', 0),
    heartbeatSeconds: f.numberOr('heartbeat_seconds', 30),
    version: f.stringOr('version', null),
  };
}
