import type { Activation } from '../protocol/contracts';
import { activate, activationMiddle, softmax } from './activation';

/** An installed unit with its frozen weights: bias, inputs, earlier hidden units; 0 where there is no link. */
export interface HiddenUnit {
  readonly index: number;
  readonly activation: Activation;
  /** Depth, from 1. */
  readonly layer: number;
  readonly weights: Float32Array;
}

/** A cascade: every hidden unit sees bias, inputs and all earlier units; every output sees them all. */
export interface Network {
  readonly inputs: number;
  readonly outputs: number;
  readonly units: readonly HiddenUnit[];
  /** One row per output: bias, inputs, hidden units. A row may be shorter while a new unit is not connected yet. */
  readonly outputWeights: readonly Float32Array[];
  readonly outputActivation: Activation;
}

/** What a network does with one pattern. */
export interface Answer {
  readonly outputs: number[];
  /** Activation of every hidden unit. */
  readonly hidden: number[];
}

export function evaluate(network: Network, pattern: ArrayLike<number>): Answer {
  const sources = [1];
  for (let i = 0; i < network.inputs; i++) {
    sources.push(pattern[i] ?? 0);
  }
  for (const unit of network.units) {
    sources.push(activate(unit.activation, dot(unit.weights, sources)));
  }
  return { outputs: outputsOf(network, sources), hidden: sources.slice(1 + network.inputs) };
}

/** The value of a single output above which a pattern belongs to the second class. */
export function decisionLevel(network: Network): number {
  return activationMiddle(network.outputActivation) ?? 0;
}

function outputsOf(network: Network, sources: readonly number[]): number[] {
  const nets = network.outputWeights.map((row) => dot(row, sources));
  if (network.outputActivation !== 'softmax' || nets.length === 1) {
    return nets.map((net) => activate(network.outputActivation, net));
  }
  const columns = nets.map((net) => [net]);
  softmax(columns);
  return columns.map((column) => column[0]!);
}

function dot(weights: Float32Array, sources: readonly number[]): number {
  const n = Math.min(weights.length, sources.length);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += weights[i]! * sources[i]!;
  }
  return sum;
}
