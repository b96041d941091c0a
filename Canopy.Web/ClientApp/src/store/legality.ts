import type { RunStatus } from '../protocol/contracts';

/** Commands as the page offers them. */
export type Action = 'start' | 'pause' | 'resume' | 'step_epoch' | 'step_phase' | 'stop' | 'reset' | 'set_pace' | 'set_options';

/** Status → why an action is not possible then. What is not listed is possible. */
const REFUSALS: Readonly<Record<Action, Partial<Record<RunStatus, string>>>> = {
  start: {
    started: 'It is training already.',
    completed: 'It is completed. Reset it to train it again.',
    failed: 'It failed. Reset it to train it again.',
  },
  pause: {
    stopped: 'It is not training.',
    paused: 'It is paused already.',
    completed: 'It is completed.',
    failed: 'It has failed.',
  },
  resume: {
    stopped: 'It is not paused. Start it.',
    started: 'It is training already.',
    completed: 'It is completed. Reset it to train it again.',
    failed: 'It failed. Reset it to train it again.',
  },
  step_epoch: {
    started: 'Pause it first.',
    completed: 'It is completed. Reset it to train it again.',
    failed: 'It failed. Reset it to train it again.',
  },
  step_phase: {
    started: 'Pause it first.',
    completed: 'It is completed. Reset it to train it again.',
    failed: 'It failed. Reset it to train it again.',
  },
  stop: {
    stopped: 'It is stopped already.',
    completed: 'It is completed.',
    failed: 'It has failed.',
  },
  reset: {},
  set_pace: {
    completed: 'It is completed: there is nothing left to pace.',
    failed: 'It has failed: there is nothing left to pace.',
  },
  set_options: {
    completed: 'It is completed. Reset it to train it again.',
    failed: 'It failed. Reset it to train it again.',
  },
};

/** Why an action is not possible now; null when it is. */
export function refusal(action: Action, status: RunStatus): string | null {
  return status === 'unknown' ? 'A newer Canopy wrote it, and this one cannot change it.' : (REFUSALS[action][status] ?? null);
}
