import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatCompact,
  formatCount,
  formatDuration,
  formatInteger,
  formatPercent,
  formatSender,
  formatSignificant,
  formatTick,
} from './format';

/** Thin spaces as plain ones, to be read. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('formats', () => {
  it.each([
    [1692, '1,692'],
    [0, '0'],
    [null, '–'],
  ])('integer %s', (value, text) => expect(formatInteger(value)).toBe(text));

  it.each([
    [0.03123, '0.0312'],
    [1.45, '1.45'],
    [-0.5, '−0.500'],
    [12_345.6, '12,346'],
    [0, '0'],
    [0.00001234, '1.23e-5'],
    [NaN, 'NaN'],
    [Infinity, '∞'],
    [null, '–'],
  ])('significant %s', (value, text) => expect(formatSignificant(value)).toBe(text));

  it.each([
    [0.974, '97.4 %'],
    [1, '100.0 %'],
    [0.99999, '99.9 %'],
    [NaN, '–'],
  ])('percent %s', (value, text) => expect(plain(formatPercent(value))).toBe(text));

  it.each([
    [0.42, '0.4 s'],
    [59.9, '59 s'],
    [187, '3:07'],
    [3765, '1:02:45'],
  ])('duration %s', (value, text) => expect(plain(formatDuration(value))).toBe(text));

  it.each([
    [5.25, '5.3'],
    [950, '950'],
    [12_400, '12.4 k'],
    [999_960, '1.0 M'],
  ])('compact %s', (value, text) => expect(plain(formatCompact(value))).toBe(text));

  it.each([
    [0.1, '0.1'],
    [0.05, '0.05'],
    [0.00002, '2e-5'],
    [-7.28, '−7.28'],
    [1000, '1,000'],
  ])('tick %s', (value, text) => expect(formatTick(value)).toBe(text));

  it('counts and ages', () => {
    const now = new Date('2026-11-20T12:00:00Z');
    expect(formatCount(1, 'unit')).toBe('1 unit');
    expect(formatCount(1200, 'unit')).toBe('1,200 units');
    expect(formatAgo(new Date('2026-11-20T11:59:50Z'), now)).toBe('just now');
    expect(plain(formatAgo(new Date('2026-11-20T11:30:00Z'), now))).toBe('30 min ago');
    expect(formatAgo(new Date('2026-10-01T00:00:00Z'), now)).toBe('2026-10-01');
  });
  it.each([
    ['account:ada', 'ada'],
    ['token:grader', 'grader (token)'],
    ['local', 'local'],
  ])('sender %s', (sender, text) => expect(formatSender(sender)).toBe(text));
});
