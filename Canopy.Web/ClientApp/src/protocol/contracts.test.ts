import { describe, expect, it } from 'vitest';
import { readRunPage } from './contracts';

const RUN = {
  id: 'a',
  name: 'spirals',
  status: 'completed',
  phase: 'inference',
  dataset: { name: 'Two spirals', kind: 'classification', patterns: 194, inputs: 2, outputs: 1, hash: '' },
};

describe('readRunPage', () => {
  it('shows a run of a newer Canopy among the others, with the name of its status', () => {
    const newer = { ...RUN, id: 'b', status: 'unknown', status_text: 'hibernating', unreadable: 'The run is kept in format 2.' };

    const { runs } = readRunPage({ runs: [newer, RUN], total: 2 });

    expect(runs.map((run) => [run.status, run.statusText, run.unreadable])).toEqual([
      ['unknown', 'hibernating', 'The run is kept in format 2.'],
      ['completed', null, null],
    ]);
  });

  it('takes a status of a newer server for its own name', () => {
    expect(readRunPage({ runs: [{ ...RUN, status: 'hibernating' }] }).runs[0]).toMatchObject({
      status: 'unknown',
      statusText: 'hibernating',
    });
  });
});
