import { describe, expect, it } from 'vitest';
import type { RunStatus } from '../protocol/contracts';
import { RUN_STATUS_VALUES } from '../protocol/contracts';
import type { Action } from './legality';
import { refusal } from './legality';

/** What the server accepts (RunMoves). */
const ACCEPTED: Readonly<Record<RunStatus, readonly Action[]>> = {
  stopped: ['start', 'step_epoch', 'step_phase', 'reset', 'set_options', 'set_pace'],
  started: ['pause', 'stop', 'reset', 'set_options', 'set_pace'],
  paused: ['start', 'resume', 'step_epoch', 'step_phase', 'stop', 'reset', 'set_options', 'set_pace'],
  completed: ['reset'],
  failed: ['reset'],
  unknown: [],
};
const ACTIONS: readonly Action[] = ['start', 'pause', 'resume', 'step_epoch', 'step_phase', 'stop', 'reset', 'set_pace', 'set_options'];

describe('refusal', () => {
  it.each(RUN_STATUS_VALUES.flatMap((status) => ACTIONS.map((action) => [action, status] as const)))('of %s when %s', (action, status) => {
    const reason = refusal(action, status);

    if (ACCEPTED[status].includes(action)) {
      expect(reason).toBeNull();
    } else {
      expect(reason).toMatch(/\.$/);
    }
  });
});
