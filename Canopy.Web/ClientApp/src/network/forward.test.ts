import { describe, expect, it } from 'vitest';
import { activate, activateAll } from './activation';
import { contour, Field } from './field';
import { evaluate } from './forward';
import type { Network } from './forward';

const network: Network = {
  inputs: 2,
  outputs: 2,
  outputActivation: 'sigmoid',
  units: [
    { index: 0, activation: 'gaussian', weights: Float32Array.of(0.5, 1, -1) },
    { index: 1, activation: 'tanh', weights: Float32Array.of(-0.25, 0.5, 0.5, 2) },
  ],
  outputWeights: [Float32Array.of(0.1, 0.2, 0.3, 1.5, -1), Float32Array.of(-0.1, 0, 0, 0.5, 0.5)],
};

describe('activate', () => {
  it.each([
    ['sigmoid', 0, 0],
    ['sigmoid', 1, 1 / (1 + Math.exp(-1)) - 0.5],
    ['sigmoid', 15.01, 0.5],
    ['sigmoid', -15.01, -0.5],
    ['gaussian', 0, 1],
    ['gaussian', 2, Math.exp(-2)],
    ['tanh', 0.5, Math.tanh(0.5)],
    ['linear', -3, -3],
  ] as const)('%s of %d', (activation, s, expected) => {
    expect(activate(activation, s)).toBe(expected);
    const column = Float32Array.of(s);
    activateAll(activation, column);
    expect(column[0]).toBeCloseTo(expected, 6);
  });
});

describe('evaluate', () => {
  it('lets every unit see bias, inputs and the units before it', () => {
    // By hand: h1 = e^(−(0.5 + 1·1 − 1·0.5)²/2) = e^(−0.5)
    const h1 = Math.exp(-0.5);
    const h2 = Math.tanh(-0.25 + 0.5 * 1 + 0.5 * 0.5 + 2 * h1);
    const o1 = 1 / (1 + Math.exp(-(0.1 + 0.2 + 0.15 + 1.5 * h1 - h2))) - 0.5;
    const o2 = 1 / (1 + Math.exp(-(-0.1 + 0.5 * h1 + 0.5 * h2))) - 0.5;

    const answer = evaluate(network, [1, 0.5]);

    expect(answer.hidden[0]).toBeCloseTo(h1, 7);
    expect(answer.hidden[1]).toBeCloseTo(h2, 7);
    expect(answer.outputs[0]).toBeCloseTo(o1, 6);
    expect(answer.outputs[1]).toBeCloseTo(o2, 6);
  });

  it('works without hidden units, and with outputs that do not know the newest unit', () => {
    const plain = { ...network, units: [], outputs: 1, outputWeights: [Float32Array.of(0.5, 1, 0)] };
    expect(evaluate(plain, [1, 9]).outputs[0]).toBeCloseTo(activate('sigmoid', 1.5), 7);

    const behind = { ...network, outputs: 1, outputWeights: [Float32Array.of(0.5, 1, 0)] };
    expect(evaluate(behind, [1, 9]).outputs[0]).toBeCloseTo(activate('sigmoid', 1.5), 7);
  });
});

describe('Field', () => {
  const xs = Float32Array.of(-1, 0, 1, 2);
  const ys = Float32Array.of(0.5, -0.5, 0.5, 1);

  it('gives at every point what the network answers there', () => {
    const field = new Field(4, [xs, ys]);
    for (let p = 0; p < 4; p++) {
      const answer = evaluate(network, [xs[p]!, ys[p]!]);
      expect(field.output(network, 0)[p]).toBeCloseTo(answer.outputs[0]!, 5);
      expect(field.output(network, 1)[p]).toBeCloseTo(answer.outputs[1]!, 5);
      expect(field.unit(network, 1)[p]).toBeCloseTo(answer.hidden[1]!, 5);
    }
  });

  it('grows with the network and starts anew with another one', () => {
    const field = new Field(4, [xs, ys]);
    const small = { ...network, units: network.units.slice(0, 1) };
    field.output(small, 0);
    const first = field.unit(network, 0);
    expect(field.unit(network, 1)[2]).toBeCloseTo(evaluate(network, [1, 0.5]).hidden[1]!, 5);
    expect(field.unit(network, 0)).toBe(first);

    const other = { ...network, units: [{ index: 0, activation: 'linear' as const, weights: Float32Array.of(0, 1, 0) }] };
    expect([...field.unit(other, 0)]).toEqual([...xs]);
  });
});

describe('contour', () => {
  it('runs where the values cross the level', () => {
    // A slope along x: 0, 1, 2; level 0.5 crosses between the first two columns.
    const lines = contour(Float32Array.of(0, 1, 2, 0, 1, 2), 3, 2, 0.5);

    expect([...lines]).toEqual([0.5, 0, 0.5, 1]);
  });

  it('is empty where nothing crosses', () => {
    expect(contour(new Float32Array(9), 3, 3, 1)).toHaveLength(0);
  });
});
