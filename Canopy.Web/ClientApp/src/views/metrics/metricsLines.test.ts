import { describe, expect, it, vi } from 'vitest';
import { parseFrame } from '../../protocol/frames';
import { RunModel } from '../../store/runModel';
import { story, validatedStory } from '../../testing/story';
import { joinedLabel, resultSpan } from './metricsLines';

// It looks at the screen when it is loaded; only its ratio is needed here.
vi.mock('uplot', () => ({ default: { pxRatio: 1 } }));

function told(frames: readonly ArrayBuffer[]): RunModel {
  const model = new RunModel();
  for (const bytes of frames) {
    model.fold(parseFrame(bytes));
  }
  return model;
}

describe('resultSpan', () => {
  it('is the phase that a run with validation returned to', () => {
    expect(resultSpan(told(validatedStory()))).toMatchObject({ phase: 'output', units: 2 });
  });

  it('is none where the newest network is the result', () => {
    expect(resultSpan(told(story()))).toBeNull();
    expect(resultSpan(told(validatedStory().slice(0, -2)))).toBeNull();
  });
});

describe('joinedLabel', () => {
  it('names all units of a round', () => {
    const model = told(validatedStory());
    const rounds = model.spans.filter((s) => s.phase === 'candidate');

    expect(rounds.map((s) => joinedLabel(model, s))).toEqual(['1–2', '3–4', '5–6']);
    const plain = told(story());
    expect(plain.spans.filter((s) => s.phase === 'candidate').map((s) => joinedLabel(plain, s))).toEqual(['1', '2']);
  });
});
