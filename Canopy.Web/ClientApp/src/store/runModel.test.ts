import { describe, expect, it } from 'vitest';
import { parseFrame } from '../protocol/frames';
import {
  candidateEpochs,
  cascadeAdd,
  coalescedOutput,
  initialStatus,
  outputEpochs,
  phaseChange,
  statusChange,
  topology,
} from '../testing/frames';
import { story, validatedStory } from '../testing/story';
import { GapError, RunModel } from './runModel';

function fold(model: RunModel, ...frames: ArrayBuffer[]): RunModel {
  for (const bytes of frames) {
    model.fold(parseFrame(bytes));
  }
  return model;
}

/** All that a view can see. */
function seen(model: RunModel): object {
  const { series, recent } = model;
  return {
    figures: model.figures,
    lastSeq: model.lastSeq,
    spans: model.spans,
    units: model.units,
    weights: model.outputWeights,
    rounds: model.rounds.all.map((r) => [r.index, r.rows, [...r.latest()], r.winners.map((w) => w.candidate)]),
    dropped: model.dropped,
    epochs: [...series.epoch.subarray(0, series.length)],
    validation: [...series.validationLoss.subarray(0, series.length)],
    losses: [...series.loss.subarray(0, series.length)],
    recent: [...recent.epoch.subarray(0, recent.length)],
  };
}

describe('RunModel', () => {
  it('tells a run from its log', () => {
    const model = fold(new RunModel(), ...story());

    expect(model.figures).toMatchObject({ status: 'completed', phase: 'inference', hiddenUnits: 2, errorBits: 0, reason: 'victory' });
    expect(model.figures.epoch).toBe(3 * 21 + 2 * 12);
    expect(model.units.map((u) => u.index)).toEqual([0, 1]);
    expect(model.spans.map((s) => [s.phase, s.units, s.start, s.end])).toEqual([
      ['output', 0, 0, 21],
      ['candidate', 0, 21, 33],
      ['output', 1, 33, 54],
      ['candidate', 1, 54, 66],
      ['output', 2, 66, 87],
    ]);
    expect(model.rounds.all.map((r) => r.winners.map((w) => w.candidate))).toEqual([[1], [1]]);
    expect(model.units.map((u) => u.layer)).toEqual([1, 2]);
    expect(model.network()).toMatchObject({ inputs: 2, outputs: 1, outputActivation: 'sigmoid' });
  });

  it('tells a run with validation, and returns to the network that it returned to', () => {
    const model = fold(new RunModel(), ...validatedStory());

    expect(model.figures).toMatchObject({
      status: 'completed',
      reason: 'early_stopped',
      hiddenUnits: 2,
      loss: 0.2,
      validationLoss: 0.2,
      validationAccuracy: 0.8,
    });
    expect(model.units.map((u) => [u.index, u.layer, u.activation])).toEqual([
      [0, 1, 'gaussian'],
      [1, 1, 'sine'],
    ]);
    expect(model.dropped.map((u) => u.index)).toEqual([2, 3, 4, 5]);
    expect(model.network()!.outputWeights[0]).toHaveLength(5);
    expect(model.rounds.all.map((r) => [r.index, r.winners.map((w) => w.unitIndex)])).toEqual([
      [0, [0, 1]],
      [2, [2, 3]],
      [4, [4, 5]],
    ]);
    expect(model.spans.filter((s) => s.phase === 'output').map((s) => s.units)).toEqual([0, 2, 4, 6]);
    expect(model.spans.at(-1)!.validationLoss).toBeCloseTo(0.1 + 0.25, 6);
    expect([...model.series.validationLoss.subarray(0, 2)]).toEqual([Math.fround(0.625), Math.fround(0.525)]);
  });

  it('begins anew after a reset of a run that had given up units', () => {
    const frames = validatedStory();
    const model = fold(new RunModel(), ...frames, statusChange(frames.length + 1, 'stopped', 'reset'));

    expect([model.units.length, model.dropped.length, model.figures.validationLoss]).toEqual([0, 0, null]);
  });

  it.each([
    ['plain', story],
    ['with validation', validatedStory],
  ])('is the same whenever one joins and returns: %s', (_, tell) => {
    const frames = tell();
    const live = seen(fold(new RunModel(), ...frames));

    for (let at = 1; at < frames.length; at++) {
      const model = fold(new RunModel(), ...frames.slice(0, at));
      // A new connection repeats a few entries.
      fold(model, initialStatus({ head_seq: frames.length }), ...frames.slice(Math.max(0, at - 3)));
      expect(seen(model)).toEqual(live);
    }
  });

  it('knows from the options whether there is validation', () => {
    expect(fold(new RunModel(), initialStatus()).hasValidation()).toBe(false);
    expect(fold(new RunModel(), initialStatus({ options: { validation_share: 0.2 } })).hasValidation()).toBe(true);
  });

  it('changes nothing for entries that it has seen', () => {
    const frames = story();
    const model = fold(new RunModel(), ...frames);
    const before = seen(model);

    for (const bytes of frames) {
      expect(model.fold(parseFrame(bytes))).toBeNull();
    }

    expect(seen(model)).toEqual(before);
  });

  it('drops everything at a reset', () => {
    const frames = story();
    const model = fold(new RunModel(), ...frames, statusChange(frames.length + 1, 'stopped', 'reset'));

    expect(model.figures).toMatchObject({ status: 'stopped', epoch: 0, hiddenUnits: 0, loss: null });
    expect([model.series.length, model.recent.length, model.units.length, model.spans.length, model.rounds.all.length]).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(model.network()).toBeNull();
    expect(model.generation).toBe(1);
  });

  it('takes a reset that lies beyond what it has, as a late joiner gets it', () => {
    const model = fold(
      new RunModel(),
      statusChange(5, 'started', 'start'),
      statusChange(90, 'stopped', 'reset'),
      outputEpochs(91, 1, [0.5]),
    );

    expect(model.lastSeq).toBe(91);
    expect(model.series.length).toBe(1);
  });

  it('counts coalesced frames for all the entries they stand for', () => {
    const losses = Array.from({ length: 100 }, (_, i) => 1 - i / 200);
    const model = fold(new RunModel(), statusChange(1, 'started', 'start'), coalescedOutput(2, 9, 1, losses, 10));

    expect(model.lastSeq).toBe(9);
    expect(model.coalesced).toBe(8);
    expect(model.figures.epoch).toBe(100);
    expect(model.figures.loss).toBeCloseTo(losses[99]!, 6);
    expect([...model.series.epoch.subarray(0, model.series.length)]).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91, 100]);
  });

  it('takes a coalesced frame without rows', () => {
    const model = fold(
      new RunModel(),
      statusChange(1, 'started', 'start'),
      outputEpochs(2, 1, [0.5, 0.4]),
      coalescedOutput(3, 4, 3, [], 1),
    );

    expect(model.lastSeq).toBe(4);
    expect(model.figures.loss).toBeCloseTo(0.4, 6);
  });

  it('skips epochs of a frame that overlaps what it has', () => {
    const model = fold(new RunModel(), outputEpochs(1, 1, [0.5, 0.4, 0.3]), outputEpochs(2, 2, [0.4, 0.3, 0.2, 0.1]));

    expect([...model.series.epoch.subarray(0, model.series.length)]).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks again after a gap, and goes on when the entries are gone for good', () => {
    const model = fold(new RunModel(), outputEpochs(1, 1, [0.5]));
    const late = outputEpochs(4, 9, [0.4]);

    expect(() => fold(model, late)).toThrow(GapError);
    expect(model.lastSeq).toBe(1);
    fold(model, late);

    expect(model.missing).toBe(2);
    expect(model.figures.epoch).toBe(9);
  });

  it('drops what it has when the store was set back', () => {
    const model = fold(new RunModel(), initialStatus({ head_seq: 0 }), ...story());

    expect(() => fold(model, initialStatus({ head_seq: 3 }))).toThrow(GapError);

    expect(model.lastSeq).toBe(0);
    expect(model.series.length).toBe(0);
  });

  it('shows the figures of the server until the log has caught up', () => {
    const model = fold(new RunModel(), initialStatus({ head_seq: 2, epoch: 500, loss: 0.1, hidden_units: 4 }));
    expect(model.shown()).toMatchObject({ epoch: 500, hiddenUnits: 4, loss: 0.1 });

    fold(model, statusChange(1, 'started', 'start'), outputEpochs(2, 1, [0.5]));

    expect(model.shown()).toMatchObject({ epoch: 1 });
  });

  it('does not let an old description overrule the log', () => {
    const model = fold(new RunModel(), initialStatus(), statusChange(1, 'started', 'start'), statusChange(2, 'paused', 'pause'));
    model.describe({ ...model.run!, headSeq: 1, status: 'started' });

    expect(model.shown().status).toBe('paused');
  });

  it('measures the pace over the last second of the log', () => {
    const model = fold(new RunModel(), initialStatus(), statusChange(1, 'started', 'start'));
    for (let i = 0; i < 30; i++) {
      fold(model, outputEpochs(2 + i, 1 + i * 5, [1, 1, 1, 1, 1], 0, 1000 + i * 0.1));
    }

    expect(model.rate()).toBeCloseTo(50, 3);
  });

  it('does not draw lines through candidate phases: rows know their phase', () => {
    const model = fold(
      new RunModel(),
      phaseChange(1, 'output', 0, 0),
      outputEpochs(2, 1, [0.5, 0.4]),
      phaseChange(3, 'candidate', 2, 0),
      candidateEpochs(4, 3, [[0.1], [0.2]]),
      cascadeAdd(5, 0, 4, [1, 2, 3]),
      phaseChange(6, 'output', 4, 1),
      outputEpochs(7, 5, [0.3], 1),
    );

    expect([...model.series.units.subarray(0, 3)]).toEqual([0, 0, 1]);
  });

  it('uses weights that do not know the newest unit yet', () => {
    const model = fold(new RunModel(), initialStatus(), topology(1, 1, [[0.1, 0.2, 0.3]]), cascadeAdd(2, 0, 4, [1, 2, 3]));

    expect(model.network()!.units).toHaveLength(1);
    expect(model.network()!.outputWeights[0]).toHaveLength(3);
  });
});
