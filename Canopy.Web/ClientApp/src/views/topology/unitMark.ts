import type { Rgb } from '../../base/color';
import { activate } from '../../network/activation';
import type { Activation } from '../../protocol/contracts';
import type { Pen } from './pen';

/** Net inputs from −1 to 1 in the little graph stand for this. */
const SPAN: Readonly<Partial<Record<Activation, number>>> = { gaussian: 2.6, sine: 3.6, relu: 1, leaky_relu: 1 };
const STEPS = 8;

/** A tiny graph of the activation function inside a node; nothing where the node is too small for it. */
export function drawActivation(pen: Pen, x: number, y: number, radius: number, activation: Activation, color: Rgb): void {
  if (radius < 4) {
    return;
  }
  const r = radius * 0.56;
  graphOf(activation).reduce((from, to) => {
    pen.line(x + from[0] * r, y + from[1] * r, x + to[0] * r, y + to[1] * r, color, 1.2);
    return to;
  });
}

/** Points from −1 to 1, y downward. */
function graphOf(activation: Activation): ReadonlyArray<readonly [number, number]> {
  if (activation === 'relu' || activation === 'leaky_relu') {
    const low = activation === 'relu' ? 0.5 : 0.8;
    return [[-1, low], [0, 0.5], [1, -0.8]];
  }
  const span = SPAN[activation] ?? 5;
  const points = Array.from({ length: STEPS + 1 }, (_, i) => -1 + (2 * i) / STEPS);
  const values = points.map((p) => activate(activation, p * span));
  const low = Math.min(...values);
  const high = Math.max(...values);
  return points.map((p, i) => [p, 0.75 - (1.5 * (values[i]! - low)) / (high - low || 1)] as const);
}
