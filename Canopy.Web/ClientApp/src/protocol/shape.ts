/** Something received does not have the shape that it must have; the message names the place. */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

/**
 * Reads fields of received JSON, each checked once. Unknown fields are ignored: a newer server may send more.
 * A field that is `null` counts as absent, because the server leaves out what is null.
 */
export class Fields {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly place: string,
  ) {}

  static of(value: unknown, place: string): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ShapeError(`${place} is not an object.`);
    }
    return new Fields(value as Record<string, unknown>, place);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  raw(name: string): unknown {
    return this.values[name];
  }

  number(name: string): number {
    return asNumber(this.values[name], this.at(name));
  }

  numberOr<T>(name: string, absent: T): number | T {
    return this.has(name) ? this.number(name) : absent;
  }

  string(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string') {
      throw new ShapeError(`${this.at(name)} is not a string.`);
    }
    return value;
  }

  stringOr<T>(name: string, absent: T): string | T {
    return this.has(name) ? this.string(name) : absent;
  }

  booleanOr(name: string, absent: boolean): boolean {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return absent;
    }
    if (typeof value !== 'boolean') {
      throw new ShapeError(`${this.at(name)} is neither true nor false.`);
    }
    return value;
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.string(name);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      throw new ShapeError(`${this.at(name)} is “${value}”; this page knows ${choices.join(', ')}.`);
    }
    return found;
  }

  oneOfOr<T extends string, A>(name: string, choices: readonly T[], absent: A): T | A {
    return this.has(name) ? this.oneOf(name, choices) : absent;
  }

  fields(name: string): Fields {
    return Fields.of(this.values[name], this.at(name));
  }

  array(name: string): readonly unknown[] {
    const value = this.values[name];
    if (!Array.isArray(value)) {
      throw new ShapeError(`${this.at(name)} is not an array.`);
    }
    return value;
  }

  arrayOr(name: string): readonly unknown[] {
    return this.has(name) ? this.array(name) : [];
  }

  floats(name: string): Float32Array {
    return asFloats(this.array(name), this.at(name));
  }

  strings(name: string): string[] {
    return this.arrayOr(name).map((item, i) => {
      if (typeof item !== 'string') {
        throw new ShapeError(`${this.at(name)}[${i}] is not a string.`);
      }
      return item;
    });
  }

  at(name: string): string {
    return `${this.place}.${name}`;
  }
}

/** A number, also where JSON had to spell it: "NaN", "Infinity", "-Infinity". */
export function asNumber(value: unknown, place: string): number {
  if (typeof value === 'number') {
    return value;
  }
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') {
    return Number(value);
  }
  throw new ShapeError(`${place} is not a number.`);
}

export function asFloats(values: readonly unknown[], place: string): Float32Array {
  const floats = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    floats[i] = asNumber(values[i], place);
  }
  return floats;
}
