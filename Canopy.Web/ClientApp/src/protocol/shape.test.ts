import { describe, expect, it } from 'vitest';
import { arrayOf, date, floats, integer, number, object, oneOf, optional, optionTree, readAt, recordOf, string } from './shape';

interface Thing {
  readonly firstName: string;
  readonly born: Date | null;
  readonly scores: Readonly<Record<string, number>>;
  readonly rows: readonly Float32Array[];
}

const readThing = object<Thing>({ firstName: string, born: optional(date), scores: recordOf(number), rows: arrayOf(floats) });
const thing = { first_name: 'Ada', born: '1815-12-10T00:00:00Z', scores: { a: 1, b: 'NaN' }, rows: [[1, '-Infinity'], []] };

describe('readers', () => {
  it('make objects with names and values of this page, and ignore fields of newer servers', () => {
    expect(readThing({ ...thing, later: 1 })).toEqual({
      firstName: 'Ada',
      born: new Date('1815-12-10T00:00:00Z'),
      scores: { a: 1, b: NaN },
      rows: [Float32Array.of(1, -Infinity), new Float32Array()],
    });
  });

  it.each([[undefined], [null]])('take a field that may be absent, and is %s, for null', (born) => {
    expect(readThing({ ...thing, born }).born).toBeNull();
  });

  it.each<[string, unknown]>([
    ['thing is not an object.', []],
    ['thing.first_name is not a string.', { ...thing, first_name: undefined }],
    ['thing.born is not a time.', { ...thing, born: 'yesterday' }],
    ['thing.scores.b is not a number.', { ...thing, scores: { b: 'many' } }],
    ['thing.rows is not an array.', { ...thing, rows: {} }],
    ['thing.rows[1] is not a number.', { ...thing, rows: [[1], [true]] }],
  ])('say where something is wrong: %s', (message, value) => {
    expect(() => readAt(readThing, value, 'thing')).toThrow(message);
  });

  it('refuse words that this page does not know, and parts where whole numbers are due', () => {
    expect(() => oneOf(['up', 'down'])('sideways')).toThrow('is “sideways”; this page knows up, down.');
    expect(() => integer(1.5)).toThrow('is not a whole number.');
  });

  it('keep options in the names of the wire', () => {
    const options = { pool_size: 8, candidate: { max_epochs: 9, optimiser: 'adam' }, removed: null };

    expect(optionTree(options)).toEqual({ pool_size: 8, candidate: { max_epochs: 9, optimiser: 'adam' } });
    expect(() => readAt(optionTree, { candidate: { weights: [1] } }, 'options')).toThrow('options.candidate.weights is not an object.');
  });
});
