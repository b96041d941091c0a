import { describe, expect, it } from 'vitest';
import { reasonWords } from './words';

describe('reasonWords', () => {
  it('calls a run solved when no error bit is left', () => {
    expect(reasonWords('victory', 0)[0]).toBe('Solved');
    expect(reasonWords('victory')[0]).toBe('Solved');
  });

  it('says that a network with error bits was returned to', () => {
    expect(reasonWords('victory', 15)).toEqual(['Training solved', expect.stringContaining('lowest validation loss')]);
  });

  it('keeps the words of other reasons, whatever is left', () => {
    expect(reasonWords('max_hidden_units', 15)[0]).toBe('Unit limit reached');
    expect(reasonWords('something new', 1)).toEqual(['something new', 'something new']);
  });
});
