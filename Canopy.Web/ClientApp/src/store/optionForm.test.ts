import { describe, expect, it } from 'vitest';
import { option } from '../testing/catalogue';
import { changesOf, hasProblems, isRelevant, problemIn, requestOf, textAt, withName } from './optionForm';

const options = [
  option({ path: 'pool_size', label: 'Pool', group: 'Network', type: 'integer', minimum: 1, maximum: 1024 }),
  option({ path: 'hidden_activation', label: 'Hidden', group: 'Network', type: 'set', choices: ['sigmoid', 'gaussian', 'leaky_relu'] }),
  option({ path: 'candidate.optimiser', label: 'Optimiser', group: 'Candidate phase', type: 'choice', choices: ['quickprop', 'adam'] }),
  option({
    path: 'candidate.learning_rate',
    label: 'Rate',
    group: 'Candidate phase',
    type: 'number',
    minimum: 0,
    maximum: 10,
    minimumExclusive: true,
    condition: { path: 'candidate.optimiser', choices: ['adam'] },
  }),
];
const [pool, hidden, , rate] = options;
const base = { pool_size: 8, hidden_activation: 'sigmoid', candidate: { optimiser: 'quickprop', learning_rate: 0.01 } };

describe('isRelevant', () => {
  it('follows the choice that an option depends on, as typed or as it was', () => {
    expect(isRelevant({ base, typed: {} }, pool!)).toBe(true);
    expect(isRelevant({ base, typed: {} }, rate!)).toBe(false);
    expect(isRelevant({ base, typed: { 'candidate.optimiser': 'adam' } }, rate!)).toBe(true);
    expect(isRelevant({ base: { candidate: { optimiser: 'adam' } }, typed: {} }, rate!)).toBe(true);
  });
});

describe('changesOf', () => {
  it('leaves out what is as it was, and what has no effect', () => {
    const typed = { pool_size: '8', hidden_activation: 'sigmoid, gaussian', 'candidate.learning_rate': '0.1' };
    expect(changesOf({ base, typed }, options).map((o) => o.path)).toEqual(['hidden_activation']);

    const withAdam = { base, typed: { ...typed, 'candidate.optimiser': 'adam' } };
    const changes = changesOf(withAdam, options);
    expect(requestOf(withAdam, changes)).toEqual({
      hidden_activation: 'sigmoid, gaussian',
      candidate: { optimiser: 'adam', learning_rate: 0.1 },
    });
  });
});

describe('problemIn', () => {
  it('needs at least one name of a set', () => {
    expect(problemIn({ base, typed: { hidden_activation: '' } }, hidden!)).toMatch(/At least one/);
    expect(problemIn({ base, typed: { hidden_activation: 'gaussian' } }, hidden!)).toBeNull();
  });

  it('passes over what has no effect', () => {
    const typed = { 'candidate.learning_rate': 'x' };
    expect(hasProblems({ base, typed }, options)).toBe(false);
    expect(hasProblems({ base, typed: { ...typed, 'candidate.optimiser': 'adam' } }, options)).toBe(true);
  });
});

describe('withName', () => {
  it('adds and removes names, in the order of the choices', () => {
    const text = textAt({ base, typed: {} }, 'hidden_activation');
    const both = withName(hidden!, withName(hidden!, text, 'leaky_relu', true), 'gaussian', true);

    expect(both).toBe('sigmoid, gaussian, leaky_relu');
    expect(withName(hidden!, both, 'sigmoid', false)).toBe('gaussian, leaky_relu');
    expect(withName(hidden!, 'sigmoid', 'sigmoid', false)).toBe('');
  });
});
