/** Something received does not have the shape that it must have; the message names the place. */
export class ShapeError extends Error {
  override name = 'ShapeError';

  constructor(
    private readonly problem: string,
    private readonly place = '',
  ) {
    super(place === '' ? problem : `${place} ${problem}`);
  }

  /** The same, seen from what is around it. */
  within(place: string): ShapeError {
    const separator = this.place === '' || this.place.startsWith('[') ? '' : '.';
    return new ShapeError(this.problem, `${place}${separator}${this.place}`);
  }
}

/**
 * Makes something of received JSON, each value checked once. The generated contracts are made of these. Unknown fields are ignored: a
 * newer server may send more.
 */
export type Reader<T> = (value: unknown) => T;

/** Reads what is at a place; only there does an error get to know it. @throws ShapeError */
export function readAt<T>(reader: Reader<T>, value: unknown, place: string): T {
  try {
    return reader(value);
  } catch (error) {
    throw error instanceof ShapeError ? error.within(place) : error;
  }
}

export function string(value: unknown): string {
  if (typeof value !== 'string') {
    throw new ShapeError('is not a string.');
  }
  return value;
}

export function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw new ShapeError('is neither true nor false.');
  }
  return value;
}

/** A number, also where JSON had to spell it: "NaN", "Infinity", "-Infinity". */
export function number(value: unknown): number {
  if (typeof value === 'number') {
    return value;
  }
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') {
    return Number(value);
  }
  throw new ShapeError('is not a number.');
}

export function integer(value: unknown): number {
  if (!Number.isInteger(value)) {
    throw new ShapeError('is not a whole number.');
  }
  return value as number;
}

export function date(value: unknown): Date {
  const read = new Date(string(value));
  if (Number.isNaN(read.getTime())) {
    throw new ShapeError('is not a time.');
  }
  return read;
}

export function floats(value: unknown): Float32Array {
  const items = array(value);
  const read = new Float32Array(items.length);
  for (let i = 0; i < items.length; i++) {
    read[i] = number(items[i]);
  }
  return read;
}

/** One of some words. Where `unknown` is among them, it stands for those of newer servers. */
export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  const other = words.find((word) => word === 'unknown');
  return (value) => {
    const found = words.find((word) => word === value) ?? (typeof value === 'string' ? other : undefined);
    if (found === undefined) {
      throw new ShapeError(typeof value === 'string' ? `is “${value}”; this page knows ${words.join(', ')}.` : 'is not a string.');
    }
    return found;
  };
}

/** A field that is null counts as absent: the server leaves out what is null. */
export function optional<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === undefined || value === null ? null : reader(value));
}

export function arrayOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value) => array(value).map((item, i) => readAt(reader, item, `[${i}]`));
}

export function recordOf<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value) => Object.fromEntries(Object.entries(record(value)).map(([name, item]) => [name, readAt(reader, item, name)]));
}

/**
 * An object whose fields have these names, in snake_case on the wire. A word that this page does not know (`status`) is kept as the text
 * beside it (`statusText`), where there is a field for it.
 */
export function object<T>(readers: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> {
  const fields = Object.entries<Reader<unknown>>(readers).map(
    ([name, reader]) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), reader] as const,
  );
  const withText = fields.filter(([name]) => `${name}Text` in readers);
  return (value) => {
    const given = record(value);
    const read: Record<string, unknown> = {};
    for (const [name, field, reader] of fields) {
      read[name] = readAt(reader, given[field], field);
    }
    for (const [name, field] of withText) {
      if (read[name] === 'unknown' && given[field] !== 'unknown') {
        read[`${name}Text`] = given[field];
      }
    }
    return read as T;
  };
}

/** An options tree in its JSON form; descriptors say what each leaf means. */
export type OptionValues = { readonly [name: string]: number | string | boolean | OptionValues };

export function optionTree(value: unknown): OptionValues {
  const read: Record<string, OptionValues[string]> = {};
  for (const [name, item] of Object.entries(record(value))) {
    if (typeof item === 'number' || typeof item === 'string' || typeof item === 'boolean') {
      read[name] = item;
    } else if (item !== null) {
      read[name] = readAt(optionTree, item, name);
    }
  }
  return read;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError('is not an object.');
  }
  return value as Record<string, unknown>;
}

function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new ShapeError('is not an array.');
  }
  return value;
}
