import type { Activation } from '../protocol/contracts';
import { assertUnreachable } from '../base/assert';

/** Beyond this net input the symmetric sigmoid is ±0.5 exactly, as in the engine. */
const SIGMOID_LIMIT = 15;

export function activate(activation: Activation, s: number): number {
  switch (activation) {
    case 'sigmoid':
      return s > SIGMOID_LIMIT ? 0.5 : s < -SIGMOID_LIMIT ? -0.5 : 1 / (1 + Math.exp(-s)) - 0.5;
    case 'gaussian':
      return Math.exp(-0.5 * s * s);
    case 'tanh':
      return Math.tanh(s);
    case 'linear':
      return s;
    default:
      return assertUnreachable(activation);
  }
}

/** Values that an activation can take; null where there is no bound. */
export function activationRange(activation: Activation): readonly [number, number] | null {
  switch (activation) {
    case 'sigmoid':
      return [-0.5, 0.5];
    case 'gaussian':
      return [0, 1];
    case 'tanh':
      return [-1, 1];
    case 'linear':
      return null;
    default:
      return assertUnreachable(activation);
  }
}

/** The same as {@link activate} for a whole column, in place; the choice is made once. */
export function activateAll(activation: Activation, values: Float32Array): void {
  const n = values.length;
  switch (activation) {
    case 'sigmoid':
      for (let i = 0; i < n; i++) {
        const s = values[i]!;
        values[i] = s > SIGMOID_LIMIT ? 0.5 : s < -SIGMOID_LIMIT ? -0.5 : 1 / (1 + Math.exp(-s)) - 0.5;
      }
      return;
    case 'gaussian':
      for (let i = 0; i < n; i++) {
        const s = values[i]!;
        values[i] = Math.exp(-0.5 * s * s);
      }
      return;
    case 'tanh':
      for (let i = 0; i < n; i++) {
        values[i] = Math.tanh(values[i]!);
      }
      return;
    case 'linear':
      return;
    default:
      assertUnreachable(activation);
  }
}
