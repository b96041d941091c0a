import { HEADER_SIZE } from '../protocol/frames';

/** Builds frames as a server writes them (docs/stream.md). */

const text = new TextEncoder();

export interface Column {
  readonly id: number;
  readonly values: Float32Array | Uint32Array;
  readonly width?: number;
}

export interface Rows {
  readonly first: number;
  readonly last?: number;
  readonly count: number;
  readonly hiddenUnits?: number;
  readonly fromSeq?: number;
  readonly columns: readonly Column[];
}

export function frame(kind: number, seq: number, payload: Uint8Array, options: { coalesced?: boolean; time?: number } = {}): ArrayBuffer {
  const bytes = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, kind);
  view.setUint16(2, options.coalesced === true ? 1 : 0, true);
  view.setUint32(4, payload.length, true);
  view.setBigInt64(8, BigInt(seq), true);
  view.setBigInt64(16, BigInt(seq), true);
  view.setFloat64(24, options.time ?? 1000 + seq / 10, true);
  bytes.set(payload, HEADER_SIZE);
  return bytes.buffer;
}

export function json(value: unknown): Uint8Array {
  return text.encode(JSON.stringify(value));
}

export function columns(rows: Rows): Uint8Array {
  const size = 40 + rows.columns.reduce((sum, c) => sum + 8 + c.values.byteLength, 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setBigInt64(0, BigInt(rows.first), true);
  view.setBigInt64(8, BigInt(rows.last ?? rows.first + rows.count - 1), true);
  view.setBigInt64(16, BigInt(rows.fromSeq ?? 0), true);
  view.setUint32(24, rows.count, true);
  view.setUint32(28, rows.hiddenUnits ?? 0, true);
  view.setUint32(32, rows.columns.length, true);
  let at = 40 + 8 * rows.columns.length;
  rows.columns.forEach((column, i) => {
    const descriptor = 40 + 8 * i;
    view.setUint8(descriptor, column.id);
    view.setUint8(descriptor + 1, column.values instanceof Float32Array ? 0 : 1);
    view.setUint16(descriptor + 2, column.width ?? 1, true);
    view.setUint32(descriptor + 4, at, true);
    bytes.set(new Uint8Array(column.values.buffer, column.values.byteOffset, column.values.byteLength), at);
    at += column.values.byteLength;
  });
  return bytes;
}

/** Output epochs with a loss each; accuracy and error bits follow from it. */
export function outputEpochs(seq: number, first: number, losses: readonly number[], hiddenUnits = 0, time?: number): ArrayBuffer {
  const payload = columns({
    first,
    count: losses.length,
    hiddenUnits,
    columns: [
      { id: 1, values: Float32Array.from(losses) },
      { id: 2, values: Float32Array.from(losses, (l) => 1 - l) },
      { id: 3, values: Uint32Array.from(losses, (l) => Math.round(l * 100)) },
    ],
  });
  return frame(1, seq, payload, time === undefined ? {} : { time });
}

/** Output epochs of a run with validation, whose loss is `gap` higher there. */
export function validatedEpochs(seq: number, first: number, losses: readonly number[], gap: number, hiddenUnits = 0): ArrayBuffer {
  const payload = columns({
    first,
    count: losses.length,
    hiddenUnits,
    columns: [
      { id: 1, values: Float32Array.from(losses) },
      { id: 2, values: Float32Array.from(losses, (l) => 1 - l) },
      { id: 3, values: Uint32Array.from(losses, (l) => Math.round(l * 100)) },
      { id: 5, values: Float32Array.from(losses, (l) => l + gap) },
      { id: 6, values: Float32Array.from(losses, (l) => 1 - l - gap) },
    ],
  });
  return frame(1, seq, payload);
}

/** The same epochs thinned: every `stride`-th and the last, standing for entries `fromSeq` to `seq`. */
export function coalescedOutput(
  fromSeq: number,
  seq: number,
  first: number,
  losses: readonly number[],
  stride: number,
  hiddenUnits = 0,
): ArrayBuffer {
  const kept = losses.map((_, i) => i).filter((i) => i % stride === 0 || i === losses.length - 1);
  const payload = columns({
    first,
    last: first + losses.length - 1,
    count: kept.length,
    hiddenUnits,
    fromSeq,
    columns: [
      { id: 0, values: Uint32Array.from(kept, (i) => first + i) },
      { id: 1, values: Float32Array.from(kept, (i) => losses[i]!) },
      { id: 2, values: Float32Array.from(kept, (i) => 1 - losses[i]!) },
      { id: 3, values: Uint32Array.from(kept, (i) => Math.round(losses[i]! * 100)) },
    ],
  });
  return frame(1, seq, payload, { coalesced: true });
}

export function candidateEpochs(seq: number, first: number, scores: ReadonlyArray<readonly number[]>, hiddenUnits = 0): ArrayBuffer {
  const width = scores[0]?.length ?? 0;
  const payload = columns({
    first,
    count: scores.length,
    hiddenUnits,
    columns: [{ id: 4, width, values: Float32Array.from(scores.flat()) }],
  });
  return frame(2, seq, payload);
}

export function statusChange(seq: number, status: string, cause: string, more: object = {}): ArrayBuffer {
  const details = { status, phase: status === 'started' ? 'output' : 'idle', epoch: 0, hidden_units: 0, cause, ...more };
  return frame(16, seq, json({ event_type: 'status_change', details }));
}

export function phaseChange(seq: number, phase: string, epoch: number, hiddenUnits: number): ArrayBuffer {
  return frame(
    17,
    seq,
    json({
      status: 'started',
      phase,
      current_epoch: epoch,
      hidden_units: hiddenUnits,
      max_hidden_units: 25,
      phase_started_at: 1000 + seq / 10,
    }),
  );
}

export function cascadeAdd(
  seq: number,
  unit: number,
  epoch: number,
  weights: readonly number[],
  candidate = 0,
  more: object = {},
): ArrayBuffer {
  const details = {
    unit_index: unit,
    total_hidden_units: unit + 1,
    epoch,
    candidate,
    correlation: 0.5,
    activation: 'sigmoid',
    weights,
    ...more,
  };
  return frame(18, seq, json({ event_type: 'cascade_add', details }));
}

export function topology(seq: number, epoch: number, outputWeights: ReadonlyArray<readonly number[]>, inputs = 2): ArrayBuffer {
  return frame(
    19,
    seq,
    json({
      input_units: inputs,
      hidden_units: outputWeights[0]!.length - 1 - inputs,
      output_units: outputWeights.length,
      epoch,
      phase_end: true,
      output_weights: outputWeights,
    }),
  );
}

/** A run's description as the server sends it. */
export function runJson(more: object = {}): object {
  return {
    id: 'r1',
    name: 'Two spirals',
    tags: [],
    status: 'started',
    phase: 'output',
    dataset: { name: 'Two spirals', generator: 'two-spirals', kind: 'classification', patterns: 194, inputs: 2, outputs: 1, hash: 'h' },
    options: { max_hidden_units: 25, output_activation: 'sigmoid', candidate: { patience: 8 } },
    seed: 7,
    pace: 60,
    created_at: '2026-11-20T10:00:00+00:00',
    epoch: 0,
    hidden_units: 0,
    head_seq: 0,
    first_seq: 1,
    ...more,
  };
}

export function initialStatus(more: object = {}): ArrayBuffer {
  return frame(129, 0, json({ run: runJson(more) }));
}

export function connectionEstablished(heartbeatSeconds = 30): ArrayBuffer {
  return frame(
    128,
    0,
    json({ client_id: 'c', server_time: 1000, server_instance_id: 's', version: '1', heartbeat_seconds: heartbeatSeconds }),
  );
}
