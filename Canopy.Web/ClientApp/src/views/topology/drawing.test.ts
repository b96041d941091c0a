import { describe, expect, it } from 'vitest';
import type { Network } from '../../network/forward';
import type { Activation } from '../../protocol/contracts';
import type { TopologyLayout } from './drawing';
import { Drawing } from './drawing';
import { drawTopology } from './drawTopology';
import type { Pen } from './pen';
import type { TopologyColors } from './shapes';

/** Units by their layers; weights of 1, and 0 within a layer and from later ones, as the engine has them. */
function network(layers: readonly number[], activation: Activation = 'sigmoid'): Network {
  return {
    inputs: 2,
    outputs: 1,
    outputActivation: 'sigmoid',
    units: layers.map((layer, index) => ({
      index,
      layer,
      activation,
      weights: Float32Array.of(1, 1, 1, ...layers.slice(0, index).map((before) => (before < layer ? 1 : 0))),
    })),
    outputWeights: [Float32Array.from({ length: 3 + layers.length }, () => 1)],
  };
}

const COLORS = Object.fromEntries(
  ['text', 'muted', 'line', 'surface', 'band', 'accent', 'positive', 'negative'].map((name, i) => [name, [i, i, i]]),
) as unknown as TopologyColors;

/** Counts what is drawn, and keeps what is written. */
class CountingPen implements Pen {
  readonly counts = { line: 0, arc: 0, square: 0, rectangle: 0, circle: 0 };
  readonly texts: string[] = [];
  line() {
    this.counts.line++;
  }
  arc() {
    this.counts.arc++;
  }
  square() {
    this.counts.square++;
  }
  rectangle() {
    this.counts.rectangle++;
  }
  circle() {
    this.counts.circle++;
  }
  text(_x: number, _y: number, text: string) {
    this.texts.push(text);
  }
}

function draw(of: Network, layout: TopologyLayout): CountingPen {
  const pen = new CountingPen();
  drawTopology(new Drawing(of, layout, { width: 800, height: 600 }), pen, COLORS, null, null);
  return pen;
}

describe('Drawing', () => {
  // Two units side by side, one below them, and a late sibling of the first two.
  const wide = network([1, 1, 2, 1]);

  it('puts the units of a layer together, and links run to the right', () => {
    const { grid, order } = new Drawing(wide, 'cascade', null);

    expect(order.units).toEqual([0, 1, 3, 2]);
    expect(order.layers.map((l) => [l.layer, l.count])).toEqual([
      [1, 3],
      [2, 1],
    ]);
    const x = [0, 1, 3, 2, 4].map((target) => grid.columnX(target));
    expect(x).toEqual([...x].sort((a, b) => a - b));
    expect(x[3]! - x[2]!).toBeGreaterThan(x[1]! - x[0]!);
    expect([0, 1, 2, 3, 4].map((target) => grid.columnAt(grid.columnX(target)))).toEqual([0, 1, 2, 3, 4]);
    expect([0, 1, 2, 3, 4, 5, 6].map((source) => grid.sourceAt(grid.rowY(source)))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['cascade', 'square'],
    ['links', 'arc'],
  ] as const)('does not draw links that are not there: %s', (layout, mark) => {
    // Three inputs (with bias) for each of four units, two units before the one of layer 2, and seven links to the output.
    expect(draw(wide, layout).counts[mark]).toBe(4 * 3 + 2 + 7);
    expect(new Drawing(wide, layout, null).linksTo(2)).toBe(5);
    expect(new Drawing(wide, layout, null).linksTo(3)).toBe(3);
  });

  it('draws a weight of 0 from an input', () => {
    const unused = network([1]);
    unused.units[0]!.weights[1] = 0;

    expect(draw(unused, 'cascade').counts.square).toBe(3 + 4);
  });

  it('names wide layers only', () => {
    expect(draw(wide, 'cascade').texts).toContain('layer 1');
    expect(draw(wide, 'cascade').texts).not.toContain('layer 2');
    const plain = draw(network([1, 2, 3]), 'cascade');
    expect(plain.texts.some((t) => t.startsWith('layer'))).toBe(false);
    expect(plain.counts.rectangle).toBe(0);
  });

  it('stays as it was for a plain cascade: columns in the order of installation, without gaps', () => {
    const { grid } = new Drawing(network([1, 2, 3]), 'cascade', null);

    expect(grid.columnX(1) - grid.columnX(0)).toBe(28);
    expect(grid.columnX(2) - grid.columnX(1)).toBe(28);
  });

  it.each(['sigmoid', 'gaussian', 'tanh', 'logistic', 'sine', 'relu', 'leaky_relu'] as const)('has a sign for %s', (activation) => {
    const lines = draw(network([1], activation), 'cascade').counts.line;

    expect(lines).toBeGreaterThan(draw({ ...network([1]), units: [] }, 'cascade').counts.line);
  });
});
