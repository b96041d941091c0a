import { activateAll, softmax } from './activation';
import type { Network } from './forward';

/**
 * A network's activations at many points, unit after unit. Installed units are frozen, so what was computed for them
 * stays; when only output weights change, a whole map costs one multiplication per point and source.
 */
export class Field {
  /** Bias, inputs, hidden units: a value for each point. */
  private readonly sources: Float32Array[];
  private units: ReadonlyArray<Float32Array> = [];

  constructor(
    readonly points: number,
    inputs: readonly Float32Array[],
  ) {
    this.sources = [new Float32Array(points).fill(1), ...inputs];
  }

  /** Values of an output at every point. */
  output(network: Network, index: number): Float32Array {
    // The outputs of a softmax depend on each other.
    if (network.outputActivation === 'softmax' && network.outputs > 1) {
      return this.outputs(network)[index]!;
    }
    this.extend(network);
    return this.weigh(network.outputWeights[index]!, network.outputActivation);
  }

  /** Values of every output at every point. */
  outputs(network: Network): Float32Array[] {
    this.extend(network);
    const isSoftmax = network.outputActivation === 'softmax' && network.outputs > 1;
    const columns = network.outputWeights.map((row) => this.weigh(row, isSoftmax ? 'linear' : network.outputActivation));
    if (isSoftmax) {
      softmax(columns);
    }
    return columns;
  }

  /** Activations of a hidden unit at every point. */
  unit(network: Network, index: number): Float32Array {
    this.extend(network, index + 1);
    return this.sources[1 + network.inputs + index]!;
  }

  private extend(network: Network, count = network.units.length): void {
    const known = this.sources.length - 1 - network.inputs;
    for (let i = 0; i < known; i++) {
      const unit = network.units[i];
      if (unit === undefined || !sameWeights(unit.weights, this.units[i]!)) {
        // Another network: a reset, say.
        this.sources.length = 1 + network.inputs + i;
        break;
      }
    }
    const kept = this.sources.length - 1 - network.inputs;
    this.units = network.units.map((unit) => unit.weights);
    for (let i = kept; i < Math.min(count, network.units.length); i++) {
      const unit = network.units[i]!;
      this.sources.push(this.weigh(unit.weights, unit.activation));
    }
  }

  private weigh(weights: Float32Array, activation: Network['outputActivation']): Float32Array {
    const { points, sources } = this;
    const sums = new Float32Array(points).fill(weights[0] ?? 0);
    const n = Math.min(weights.length, sources.length);
    for (let s = 1; s < n; s++) {
      const weight = weights[s]!;
      const column = sources[s]!;
      for (let p = 0; p < points; p++) {
        sums[p]! += weight * column[p]!;
      }
    }
    activateAll(activation, sums);
    return sums;
  }
}

function sameWeights(a: Float32Array, b: Float32Array): boolean {
  if (a === b) {
    return true;
  }
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) {
      return false;
    }
  }
  return true;
}

/** Where lines of equal value run through a grid: pairs of points (x0, y0, x1, y1) in grid cells, row 0 first. */
export function contour(values: Float32Array, columns: number, rows: number, level: number): Float32Array {
  const lines: number[] = [];
  for (let y = 0; y + 1 < rows; y++) {
    for (let x = 0; x + 1 < columns; x++) {
      const at = y * columns + x;
      const a = values[at]! - level;
      const b = values[at + 1]! - level;
      const c = values[at + columns + 1]! - level;
      const d = values[at + columns]! - level;
      const kind = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (kind === 0 || kind === 15) {
        continue;
      }
      // Crossings on the cell's four sides, in order: top, right, bottom, left.
      const top: readonly [number, number] = [x + a / (a - b), y];
      const right: readonly [number, number] = [x + 1, y + b / (b - c)];
      const bottom: readonly [number, number] = [x + d / (d - c), y + 1];
      const left: readonly [number, number] = [x, y + a / (a - d)];
      const line = (p: readonly [number, number], q: readonly [number, number]) => lines.push(p[0], p[1], q[0], q[1]);
      switch (kind) {
        case 1:
        case 14:
          line(left, top);
          break;
        case 2:
        case 13:
          line(top, right);
          break;
        case 3:
        case 12:
          line(left, right);
          break;
        case 4:
        case 11:
          line(right, bottom);
          break;
        case 6:
        case 9:
          line(top, bottom);
          break;
        case 7:
        case 8:
          line(left, bottom);
          break;
        case 5:
          line(left, top);
          line(right, bottom);
          break;
        case 10:
          line(top, right);
          line(left, bottom);
          break;
        default:
      }
    }
  }
  return Float32Array.from(lines);
}
