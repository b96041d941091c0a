import { describe, expect, it } from 'vitest';
import { activate, activateAll, softmax } from './activation';
import { contour, Field } from './field';
import type { Network } from './forward';
import { decisionLevel, evaluate } from './forward';

const network: Network = {
  inputs: 2,
  outputs: 2,
  outputActivation: 'sigmoid',
  units: [
    { index: 0, layer: 1, activation: 'gaussian', weights: Float32Array.of(0.5, 1, -1) },
    { index: 1, layer: 2, activation: 'tanh', weights: Float32Array.of(-0.25, 0.5, 0.5, 2) },
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
    ['logistic', 0, 0.5],
    ['logistic', 1.5, 1 / (1 + Math.exp(-1.5))],
    ['logistic', 15.01, 1],
    ['logistic', -15.01, 0],
    ['sine', 2, Math.sin(2)],
    ['sine', 3e5, Math.sin(1e5)],
    ['sine', -3e5, Math.sin(-1e5)],
    ['relu', 2.5, 2.5],
    ['relu', -2.5, 0],
    ['leaky_relu', 2.5, 2.5],
    ['leaky_relu', -2.5, -0.025],
    ['softmax', 1.5, 1 / (1 + Math.exp(-1.5))],
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

describe('softmax', () => {
  const three: Network = {
    ...network,
    outputs: 3,
    outputActivation: 'softmax',
    units: [],
    outputWeights: [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), Float32Array.of(0, 0, -1)],
  };

  it('shares out one probability among several outputs', () => {
    const nets = [1, 2, -0.5];
    const sum = nets.reduce((total, s) => total + Math.exp(s), 0);

    expect(evaluate(three, [2, 0.5]).outputs).toEqual(nets.map((s) => expect.closeTo(Math.exp(s) / sum, 6) as number));
  });

  it('is the same over a field, for all outputs and for one', () => {
    const field = new Field(2, [Float32Array.of(2, -1), Float32Array.of(0.5, 3)]);
    const answer = evaluate(three, [-1, 3]).outputs;

    expect(field.outputs(three).map((column) => column[1])).toEqual(answer.map((v) => expect.closeTo(v, 6) as number));
    expect(field.output(three, 2)[1]).toBeCloseTo(answer[2]!, 6);
  });

  it('does not overflow', () => {
    const columns = [Float32Array.of(900), Float32Array.of(-900), Float32Array.of(900)];
    softmax(columns);

    expect(columns.map((c) => c[0])).toEqual([0.5, 0, 0.5]);
  });

  it('of one output is the probability of the second class, decided at a half', () => {
    const one: Network = { ...network, outputs: 1, outputActivation: 'softmax', units: [], outputWeights: [Float32Array.of(0, 1, 0)] };

    expect(evaluate(one, [0, 0]).outputs[0]).toBe(0.5);
    expect(decisionLevel(one)).toBe(0.5);
    expect(decisionLevel(network)).toBe(0);
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

    const other = { ...network, units: [{ index: 0, layer: 1, activation: 'linear' as const, weights: Float32Array.of(0, 1, 0) }] };
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
