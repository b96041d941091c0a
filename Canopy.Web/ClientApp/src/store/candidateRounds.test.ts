import { describe, expect, it } from 'vitest';
import type { EpochRows } from '../protocol/frames';
import { parseFrame } from '../protocol/frames';
import { candidateEpochs } from '../testing/frames';
import { CandidateRounds } from './candidateRounds';

function rows(first: number, count: number, pool: number, units = 0): EpochRows {
  const scores = Array.from({ length: count }, (_, i) => Array.from({ length: pool }, (__, c) => (first + i) * (c + 1)));
  const parsed = parseFrame(candidateEpochs(1, first, scores, units));
  if (parsed.type !== 'candidate_epochs') {
    throw new Error('not rows');
  }
  return parsed.data;
}

describe('CandidateRounds', () => {
  it('begins a round for every number of units', () => {
    const rounds = new CandidateRounds();
    rounds.append(rows(1, 5, 3, 0), 0);
    rounds.append(rows(6, 5, 3, 0), 0);
    rounds.append(rows(20, 5, 3, 1), 0);

    expect(rounds.all.map((r) => [r.index, r.rows, r.firstEpoch, r.lastEpoch])).toEqual([
      [0, 10, 1, 10],
      [1, 5, 20, 24],
    ]);
    expect(rounds.find(1)!.best()).toBe(2);
    expect([...rounds.current()!.latest()]).toEqual([24, 48, 72]);
  });

  it('keeps the newest epoch, whatever it drops', () => {
    const rounds = new CandidateRounds();
    for (let first = 1; first < 20_000; first += 37) {
      rounds.append(rows(first, 37, 2), 0);
      const round = rounds.current()!;
      expect(round.epochs[round.rows - 1]).toBe(first + 36);
      expect(round.rows).toBeLessThanOrEqual(1025);
    }
    const round = rounds.current()!;
    const epochs = [...round.epochs.subarray(0, round.rows)];
    expect(epochs[0]).toBe(1);
    expect(epochs.every((e, i) => i === 0 || e > epochs[i - 1]!)).toBe(true);
    expect(epochs.map((_, i) => round.scores[i * 2 + 1])).toEqual(epochs.map((epoch) => epoch * 2));
  });

  it('makes old rounds coarser rather than growing without bound', () => {
    const rounds = new CandidateRounds();
    const round: EpochRows = { ...rows(1, 1, 1), lastEpoch: 1000, count: 1000, poolSize: 512, scores: new Float32Array(512_000) };
    for (let unit = 0; unit < 40; unit++) {
      rounds.append({ ...round, firstEpoch: unit * 1000 + 1, lastEpoch: unit * 1000 + 1000, hiddenUnits: unit }, 0);
    }
    const kept = rounds.all.reduce((sum, round) => sum + round.scores.length, 0);

    expect(rounds.all).toHaveLength(40);
    expect(kept).toBeLessThan(8_000_000);
    expect(rounds.all.every((round) => round.rows > 8)).toBe(true);
  });

  it('remembers the winner', () => {
    const rounds = new CandidateRounds();
    rounds.append(rows(1, 5, 3, 0), 0);
    rounds.installed({
      unitIndex: 0,
      totalHiddenUnits: 1,
      epoch: 5,
      candidate: 1,
      correlation: 0.5,
      activation: 'tanh',
      layer: 1,
      weights: new Float32Array(),
    });

    expect(rounds.find(0)!.winners.map((w) => w.candidate)).toEqual([1]);
  });

  it('remembers all that one round installs', () => {
    const rounds = new CandidateRounds();
    const unit = { totalHiddenUnits: 0, correlation: 0.5, activation: 'tanh', layer: 1, weights: new Float32Array() } as const;
    rounds.append(rows(1, 5, 3, 0), 0);
    rounds.installed({ ...unit, unitIndex: 0, epoch: 5, candidate: 2 });
    rounds.installed({ ...unit, unitIndex: 1, epoch: 5, candidate: 0 });
    rounds.append(rows(10, 5, 3, 2), 0);
    rounds.installed({ ...unit, unitIndex: 2, epoch: 14, candidate: 1 });

    expect(rounds.all.map((r) => [r.index, r.winners.map((w) => w.candidate)])).toEqual([
      [0, [2, 0]],
      [2, [1]],
    ]);
  });
});
