import { describe, expect, it } from 'vitest';
import { checkNumber, parseNumber, rangeText, treeOf, valueAt } from './catalogue';

const rule = { label: 'Patience', isInteger: true, minimum: 1, maximum: 1_000_000 };

describe('checkNumber', () => {
  it.each(['1', ' 8 ', '1,000,000', '1e3'])('accepts %s', (text) => {
    expect(checkNumber(text, rule)).toBeNull();
  });

  it.each([
    ['', /needs a number/],
    ['abc', /“abc” is not a number/],
    ['1.5', /whole number/],
    ['0', /Accepted: 1 to 1,000,000/],
    ['1000001', /Accepted: 1 to 1,000,000/],
    ['Infinity', /not a number/],
  ])('refuses %s', (text, reason) => {
    expect(checkNumber(text, rule)).toMatch(reason);
  });

  it('refuses a minimum that is excluded', () => {
    expect(checkNumber('0', { label: 'Epsilon', isInteger: false, minimum: 0, maximum: 1000, minimumExclusive: true })).toBe(
      'Accepted: more than 0, at most 1,000.',
    );
  });

  it('reads what it accepts', () => {
    expect(parseNumber('1,000,000')).toBe(1_000_000);
  });
});

describe('rangeText', () => {
  it('does not round large bounds', () => {
    expect(rangeText(0, 9_007_199_254_740_991)).toBe('0 to 9,007,199,254,740,991');
  });
});

describe('option trees', () => {
  it('find and build values by path', () => {
    const tree = treeOf(
      new Map<string, number | string>([
        ['pool_size', 4],
        ['candidate.patience', 12],
        ['candidate.mu', 2],
      ]),
    );

    expect(tree).toEqual({ pool_size: 4, candidate: { patience: 12, mu: 2 } });
    expect(valueAt(tree, 'candidate.patience')).toBe(12);
    expect(valueAt(tree, 'output.patience')).toBeUndefined();
  });
});
