import type { Rgb } from '../../base/color';
import { activate } from '../../network/activation';
import type { Activation } from '../../protocol/contracts';
import type { Pen } from './pen';

type Graph = ReadonlyArray<readonly [number, number]>;

/** From −1 to 1 both ways, y downward. What rises from one side to the other is a step: in a small circle a slope would be a mere slash. */
const STEP: Graph = [
  [-1, 0.6],
  [0, 0.6],
  [0, -0.6],
  [1, -0.6],
];

const GRAPHS: Readonly<Record<Activation, Graph>> = {
  sigmoid: STEP,
  logistic: STEP,
  tanh: STEP,
  softmax: STEP,
  gaussian: curveOf('gaussian', 2.6),
  sine: curveOf('sine', 3.6),
  relu: [
    [-1, 0.5],
    [0, 0.5],
    [1, -0.8],
  ],
  leaky_relu: [
    [-1, 0.8],
    [0, 0.4],
    [1, -0.8],
  ],
  linear: [
    [-1, 0.7],
    [1, -0.7],
  ],
};

/** A tiny graph of the activation function inside a node; nothing where the node is too small for it. */
export function drawActivation(pen: Pen, x: number, y: number, radius: number, activation: Activation, color: Rgb): void {
  if (radius < 4) {
    return;
  }
  const r = radius * 0.55;
  GRAPHS[activation].reduce((from, to) => {
    pen.line(x + from[0] * r, y + from[1] * r, x + to[0] * r, y + to[1] * r, color, 1.2);
    return to;
  });
}

/** The function itself over net inputs up to ± `span`. */
function curveOf(activation: Activation, span: number): Graph {
  const values = Array.from({ length: 9 }, (_, i) => activate(activation, (i / 4 - 1) * span));
  const low = Math.min(...values);
  const high = Math.max(...values);
  return values.map((value, i) => [i / 4 - 1, 0.75 - (1.5 * (value - low)) / (high - low)] as const);
}
