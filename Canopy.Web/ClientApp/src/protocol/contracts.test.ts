import { describe, expect, it } from 'vitest';
import { runJson } from '../testing/frames';
import { readRunPage } from './contracts';

describe('readRunPage', () => {
  it('shows a run of a newer Canopy among the others, with the name of its status', () => {
    const newer = runJson({ id: 'b', status: 'unknown', status_text: 'hibernating', unreadable: 'The run is kept in format 2.' });

    const { runs } = readRunPage({ runs: [newer, runJson({ status: 'completed' })], total: 2 });

    expect(runs.map((run) => [run.status, run.statusText, run.unreadable])).toEqual([
      ['unknown', 'hibernating', 'The run is kept in format 2.'],
      ['completed', null, null],
    ]);
  });

  it('takes a status of a newer server for its own name', () => {
    const { runs } = readRunPage({ runs: [runJson({ status: 'hibernating' })], total: 1 });

    expect(runs[0]).toMatchObject({ status: 'unknown', statusText: 'hibernating' });
  });
});
