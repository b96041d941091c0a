/** Ends a `switch` over a discriminated union: a forgotten case is a compile error here. */
export function assertUnreachable(value: never): never {
  throw new Error(`Not expected: ${JSON.stringify(value)}`);
}

/** The value, which the caller knows to be there. */
export function defined<T>(value: T | null | undefined, what = 'value'): T {
  if (value === null || value === undefined) {
    throw new Error(`${what} is missing`);
  }
  return value;
}
