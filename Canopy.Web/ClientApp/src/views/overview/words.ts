import type { RunPhase, RunStatus } from '../../protocol/contracts';

export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  stopped: 'Stopped',
  started: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
};

export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  idle: 'Idle',
  output: 'Training outputs',
  candidate: 'Training candidates',
  inference: 'Answering',
};

const REASONS: Readonly<Record<string, string>> = {
  victory: 'Solved: no error bits are left.',
  max_hidden_units: 'It has as many hidden units as allowed.',
  max_epochs: 'It has trained as many epochs as allowed.',
  diverged: 'A weight or the error grew without bound.',
};

/** Why a run ended, as a sentence. */
export function reasonSentence(reason: string): string {
  return REASONS[reason] ?? reason;
}
