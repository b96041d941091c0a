import type { Activation } from '../protocol/contracts';

/** Beyond this net input the sigmoids have reached their ends exactly, as in the engine. */
const SIGMOID_LIMIT = 15;
/** The engine cuts the net input of the sine off here. */
const SINE_LIMIT = 100_000;
const LEAK = 0.01;

const logistic = (s: number): number => (s > SIGMOID_LIMIT ? 1 : s < -SIGMOID_LIMIT ? 0 : 1 / (1 + Math.exp(-s)));

interface ActivationFacts {
  readonly value: (s: number) => number;
  /** Values that it can take; null where there is no bound. */
  readonly range: readonly [number, number] | null;
  /** The value between its two sides; null where it has no sides. */
  readonly middle: number | null;
}

const FACTS: Readonly<Record<Activation, ActivationFacts>> = {
  sigmoid: { value: (s) => logistic(s) - 0.5, range: [-0.5, 0.5], middle: 0 },
  gaussian: { value: (s) => Math.exp(-0.5 * s * s), range: [0, 1], middle: null },
  tanh: { value: Math.tanh, range: [-1, 1], middle: 0 },
  linear: { value: (s) => s, range: null, middle: 0 },
  logistic: { value: logistic, range: [0, 1], middle: 0.5 },
  sine: { value: (s) => Math.sin(Math.max(-SINE_LIMIT, Math.min(SINE_LIMIT, s))), range: [-1, 1], middle: 0 },
  relu: { value: (s) => Math.max(0, s), range: null, middle: 0 },
  leaky_relu: { value: (s) => (s > 0 ? s : LEAK * s), range: null, middle: 0 },
  // Of a single output; several share one denominator, see softmax.
  softmax: { value: logistic, range: [0, 1], middle: 0.5 },
};

export function activate(activation: Activation, s: number): number {
  return FACTS[activation].value(s);
}

export function activationRange(activation: Activation): readonly [number, number] | null {
  return FACTS[activation].range;
}

export function activationMiddle(activation: Activation): number | null {
  return FACTS[activation].middle;
}

/** The same as {@link activate} for a whole column, in place; the choice is made once. */
export function activateAll(activation: Activation, values: Float32Array): void {
  const { value } = FACTS[activation];
  for (let i = 0; i < values.length; i++) {
    values[i] = value(values[i]!);
  }
}

/** e^s over the sum of all outputs' e^s, in place: for each point, the probability of each class. */
export function softmax(columns: ReadonlyArray<Float32Array | number[]>): void {
  const points = columns[0]?.length ?? 0;
  for (let p = 0; p < points; p++) {
    let largest = -Infinity;
    for (const column of columns) {
      largest = Math.max(largest, column[p]!);
    }
    let sum = 0;
    for (const column of columns) {
      column[p] = Math.exp(column[p]! - largest);
      sum += column[p]!;
    }
    for (const column of columns) {
      column[p]! /= sum;
    }
  }
}
