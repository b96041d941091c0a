import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cascadeAdd, columns, frame, json, outputEpochs, statusChange } from '../testing/frames';
import { parseFrame, parseHeader } from './frames';

const GOLDEN = new URL('../../../../tests/golden/frames.json', import.meta.url);

describe('parseFrame', () => {
  it('reads the header, with numbers beyond 32 bits', () => {
    const header = parseHeader(new Uint8Array(frame(17, 5_000_000_000, json({}), { coalesced: true, time: 1234.5 })));

    expect(header).toEqual({ kind: 17, coalesced: true, payloadLength: 2, seq: 5_000_000_000, step: 5_000_000_000, timestamp: 1234.5 });
  });

  it('reads columns without copying them', () => {
    const bytes = outputEpochs(4, 10, [0.5, 0.25], 3);
    const parsed = parseFrame(bytes);

    expect(parsed.type).toBe('output_epochs');
    if (parsed.type === 'output_epochs') {
      expect(parsed.data).toMatchObject({ firstEpoch: 10, lastEpoch: 11, count: 2, hiddenUnits: 3, epochs: null, scores: null });
      expect([...parsed.data.loss!]).toEqual([0.5, 0.25]);
      expect([...parsed.data.errorBits!]).toEqual([50, 25]);
      expect(parsed.data.loss!.buffer).toBe(bytes);
    }
  });

  it('reads columns that are not aligned, as in a recording', () => {
    const whole = new Uint8Array(outputEpochs(4, 10, [0.5, 0.25]));
    const shifted = new Uint8Array(whole.length + 3);
    shifted.set(whole, 3);
    const parsed = parseFrame(shifted.subarray(3));

    expect(parsed.type === 'output_epochs' && [...parsed.data.loss!]).toEqual([0.5, 0.25]);
  });

  it('skips columns and kinds of a newer server', () => {
    const payload = columns({
      first: 1,
      count: 1,
      columns: [
        { id: 200, values: Float32Array.of(9) },
        { id: 1, values: Float32Array.of(0.5) },
      ],
    });

    expect(parseFrame(frame(1, 1, payload))).toMatchObject({ type: 'output_epochs', data: { loss: Float32Array.of(0.5) } });
    expect(parseFrame(frame(99, 1, json({})))).toMatchObject({ type: 'unknown' });
  });

  it('takes a status of a newer server as unknown', () => {
    expect(parseFrame(statusChange(1, 'hibernating', 'night'))).toMatchObject({ type: 'status_change', data: { status: 'unknown' } });
  });

  it('takes units of older servers as layers of their own', () => {
    expect(parseFrame(cascadeAdd(1, 4, 9, [1, 2, 3]))).toMatchObject({ data: { unitIndex: 4, layer: 5 } });
    expect(parseFrame(cascadeAdd(1, 4, 9, [1, 2, 3], 0, { layer: 2 }))).toMatchObject({ data: { unitIndex: 4, layer: 2 } });
  });

  it.each([
    ['too short', new Uint8Array(8)],
    ['another layout', withByte(0, 2)],
    ['a payload that is cut off', new Uint8Array(outputEpochs(1, 1, [1])).slice(0, 60)],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseFrame(bytes)).toThrow(/frame|Frame|payload/);
  });

  it('refuses a column outside the payload, naming it', () => {
    const payload = columns({ first: 1, count: 1, columns: [{ id: 1, values: Float32Array.of(1) }] });
    new DataView(payload.buffer).setUint32(24, 5000, true);

    expect(() => parseFrame(frame(1, 1, payload))).toThrow('Column 1 lies outside the payload.');
  });

  it('names the field of a payload that is wrong', () => {
    const details = { status: 'stopped', phase: 'asleep', epoch: 0, hidden_units: 0, cause: 'start' };

    expect(() => parseFrame(frame(16, 1, json({ event_type: 'status_change', details })))).toThrow(/data\.details\.phase is “asleep”/);
  });

  it('reads numbers that JSON has to spell', () => {
    const data = { input_units: 1, hidden_units: 0, output_units: 1, epoch: 1, phase_end: true, output_weights: [['NaN', '-Infinity']] };
    const parsed = parseFrame(frame(19, 1, json(data)));

    expect(parsed.type === 'topology' && [...parsed.data.outputWeights[0]!]).toEqual([NaN, -Infinity]);
  });
});

function withByte(at: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(outputEpochs(1, 1, [1]));
  bytes[at] = value;
  return bytes;
}

interface Golden {
  readonly name: string;
  readonly binary: string;
  readonly envelope: { readonly type: string; readonly seq: number; readonly timestamp: number; readonly data: Record<string, unknown> };
}

/** Type of a JSON envelope → what the page calls the frame. */
const TYPES: Readonly<Record<string, string>> = {
  metrics: 'output_epochs',
  candidate_progress: 'candidate_epochs',
  state: 'phase_change',
  pong: 'unknown',
};

describe.skipIf(!existsSync(GOLDEN))('golden frames, which the server tests read too', () => {
  const { frames } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as { frames: Golden[] };

  it.each(frames.map((f) => [f.name, f] as const))('%s', (_, golden) => {
    const parsed = parseFrame(Uint8Array.from(Buffer.from(golden.binary, 'base64')));
    const { envelope } = golden;

    const type = envelope.type === 'event' ? envelope.data['event_type'] : (TYPES[envelope.type] ?? envelope.type);
    expect(parsed.type).toBe(type);
    expect(parsed.header.seq).toBe(envelope.seq);
    expect(parsed.header.timestamp).toBeCloseTo(envelope.timestamp, 6);
    if (parsed.type === 'output_epochs' || parsed.type === 'candidate_epochs') {
      const rows = envelope.data['columns'] as Record<string, unknown>;
      expect(parsed.data).toMatchObject({
        firstEpoch: rows['first_epoch'],
        lastEpoch: rows['last_epoch'],
        count: rows['rows'],
        hiddenUnits: rows['hidden_units'],
      });
      expect(parsed.data.epochs === null ? undefined : [...parsed.data.epochs]).toEqual(rows['epoch']);
      expectColumn(parsed.data.loss, rows['loss']);
      expectColumn(parsed.data.accuracy, rows['accuracy']);
      expectColumn(parsed.data.errorBits, rows['error_bits']);
      expectColumn(parsed.data.validationLoss, rows['validation_loss']);
      expectColumn(parsed.data.validationAccuracy, rows['validation_accuracy']);
      expectColumn(parsed.data.scores, (rows['scores'] as unknown[] | undefined)?.flat());
    } else if (parsed.type !== 'unknown' && parsed.type !== 'initial_status') {
      const data = (envelope.data['details'] ?? envelope.data) as Record<string, unknown>;
      for (const [name, value] of Object.entries(parsed.data)) {
        const sent = data[name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)];
        if (typeof sent === 'string' || typeof sent === 'number' || typeof sent === 'boolean') {
          expect(value, name).toBe(sent);
        }
      }
    }
  });
});

function expectColumn(values: ArrayLike<number> | null, sent: unknown): void {
  if (sent === undefined) {
    expect(values).toBeNull();
    return;
  }
  expect(Array.from(values!)).toEqual((sent as Array<number | string>).map((v) => Math.fround(Number(v))));
}
