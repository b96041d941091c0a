import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../network/forward';
import {
  readDatasetValues,
  readGeneratorCatalogueBody,
  readOptionCatalogueBody,
  readRunDescription,
  readSystemStatus,
} from '../protocol/contracts';
import { parseFrame } from '../protocol/frames';
import { RunModel } from './runModel';

interface Recording {
  readonly system: unknown;
  readonly options: unknown;
  readonly generators: unknown;
  readonly description: unknown;
  readonly dataset: unknown;
  readonly frames: readonly string[];
}

/** A whole run as a real server sent it (dev/record.mjs). */
const recording = JSON.parse(readFileSync(new URL('../../recordings/two-spirals.json', import.meta.url), 'utf8')) as Recording;

describe('a recorded run', () => {
  const run = readRunDescription(recording.description);
  const model = new RunModel();
  model.describe(run);
  for (const frame of recording.frames) {
    model.fold(parseFrame(Uint8Array.from(Buffer.from(frame, 'base64'))));
  }

  it('ends as the server says', () => {
    expect(model.figures).toMatchObject({
      status: run.status,
      phase: run.phase,
      epoch: run.epoch,
      hiddenUnits: run.hiddenUnits,
      loss: run.loss,
      accuracy: run.accuracy,
      errorBits: run.errorBits,
    });
    expect(model.isCatchingUp()).toBe(false);
    expect(model.units).toHaveLength(run.hiddenUnits);
    expect(model.rounds.all).toHaveLength(run.hiddenUnits);
  });

  it('has a network that answers every pattern within the error bit threshold', () => {
    const dataset = readDatasetValues(recording.dataset);
    const network = model.network()!;
    let squares = 0;
    for (let p = 0; p < dataset.description.patterns; p++) {
      const output = evaluate(network, dataset.inputs.subarray(p * 2, p * 2 + 2)).outputs[0]!;
      const miss = output - dataset.targets[p]!;
      squares += miss * miss;
      expect(Math.abs(miss)).toBeLessThan(0.35);
    }

    expect(squares / dataset.description.patterns).toBeCloseTo(run.loss!, 4);
  });

  it('has rounds that the installed candidates won', () => {
    for (const round of model.rounds.all) {
      expect(round.winners.map((w) => w.candidate)).toEqual([round.best()]);
      expect(round.latest()[round.best()]).toBeCloseTo(round.winners[0]!.correlation, 5);
    }
  });

  it('came with catalogues that a form can be made of', () => {
    const catalogue = readOptionCatalogueBody(recording.options);

    expect(Object.keys(catalogue.presets)).toContain('two-spirals');
    expect(catalogue.options.map((o) => o.path)).toContain('candidate.patience');
    expect(readGeneratorCatalogueBody(recording.generators).generators.map((g) => g.name)).toContain('two-spirals');
    expect(readSystemStatus(recording.system)).toMatchObject({ mode: 'demo', backend: { status: 'not_configured' }, readOnly: false });
  });
});
