import { assertUnreachable } from '../base/assert';
import { COLUMNS, type Column } from './contracts';
import { ShapeError } from './shape';

const COLUMNS_SIZE = 40;
const DESCRIPTOR_SIZE = 8;
const columnNames: Readonly<Record<number, Column>> = COLUMNS;

/** Consecutive epochs of one phase as columns. The arrays may be views into the received bytes. */
export interface EpochRows {
  readonly firstEpoch: number;
  readonly lastEpoch: number;
  /** Coalesced: the first entry it stands for; otherwise 0 or its own number. */
  readonly fromSeq: number;
  readonly count: number;
  readonly hiddenUnits: number;
  /** Null where rows are consecutive. */
  readonly epochs: Uint32Array | null;
  readonly loss: Float32Array | null;
  readonly accuracy: Float32Array | null;
  readonly errorBits: Uint32Array | null;
  /** Over the validation patterns; null without them. */
  readonly validationLoss: Float32Array | null;
  readonly validationAccuracy: Float32Array | null;
  /** Pool size; 0 without scores. */
  readonly poolSize: number;
  /** Count × pool size, row by row. */
  readonly scores: Float32Array | null;
}

/** Reads the payload of an epochs entry. @throws ShapeError */
export function parseColumns(payload: Uint8Array<ArrayBuffer>): EpochRows {
  const size = payload.length;
  if (size < COLUMNS_SIZE) {
    throw new ShapeError(`An epochs payload has at least ${COLUMNS_SIZE} bytes; this one has ${size}.`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, size);
  const count = view.getUint32(24, true);
  const columnCount = view.getUint32(32, true);
  if (columnCount > 256 || size < COLUMNS_SIZE + columnCount * DESCRIPTOR_SIZE) {
    throw new ShapeError(`An epochs payload with ${count} rows and ${columnCount} columns does not fit ${size} bytes.`);
  }

  let epochs: Uint32Array | null = null;
  let loss: Float32Array | null = null;
  let accuracy: Float32Array | null = null;
  let errorBits: Uint32Array | null = null;
  let validationLoss: Float32Array | null = null;
  let validationAccuracy: Float32Array | null = null;
  let scores: Float32Array | null = null;
  let poolSize = 0;
  for (let i = 0; i < columnCount; i++) {
    const at = COLUMNS_SIZE + i * DESCRIPTOR_SIZE;
    const id = view.getUint8(at);
    const width = view.getUint16(at + 2, true);
    const offset = view.getUint32(at + 4, true);
    const values = count * width;
    if (offset + values * 4 > size) {
      throw new ShapeError(`Column ${id} lies outside the payload.`);
    }
    const column = columnNames[id];
    switch (column) {
      case 'epoch':
        epochs = unsigned(payload, offset, values);
        break;
      case 'loss':
        loss = floats(payload, offset, values);
        break;
      case 'accuracy':
        accuracy = floats(payload, offset, values);
        break;
      case 'error_bits':
        errorBits = unsigned(payload, offset, values);
        break;
      case 'scores':
        scores = floats(payload, offset, values);
        poolSize = width;
        break;
      case 'validation_loss':
        validationLoss = floats(payload, offset, values);
        break;
      case 'validation_accuracy':
        validationAccuracy = floats(payload, offset, values);
        break;
      case undefined: // A column of a newer server.
        break;
      default:
        assertUnreachable(column);
    }
  }

  return {
    firstEpoch: int64(view, 0),
    lastEpoch: int64(view, 8),
    fromSeq: int64(view, 16),
    count,
    hiddenUnits: view.getUint32(28, true),
    epochs,
    loss,
    accuracy,
    errorBits,
    validationLoss,
    validationAccuracy,
    poolSize,
    scores,
  };
}

// Every system that runs browsers is little-endian, so typed arrays can be laid over the bytes. Frames cut out of a
// longer recording may not be aligned; those are copied.

function floats(payload: Uint8Array<ArrayBuffer>, offset: number, count: number): Float32Array {
  const start = payload.byteOffset + offset;
  return start % 4 === 0
    ? new Float32Array(payload.buffer, start, count)
    : new Float32Array(payload.slice(offset, offset + count * 4).buffer);
}

function unsigned(payload: Uint8Array<ArrayBuffer>, offset: number, count: number): Uint32Array {
  const start = payload.byteOffset + offset;
  return start % 4 === 0
    ? new Uint32Array(payload.buffer, start, count)
    : new Uint32Array(payload.slice(offset, offset + count * 4).buffer);
}

/** Numbers here stay far below 2^53. */
export function int64(view: DataView, offset: number): number {
  return view.getInt32(offset + 4, true) * 4_294_967_296 + view.getUint32(offset, true);
}
