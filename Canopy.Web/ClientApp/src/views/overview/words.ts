import type { RunPhase, RunStatus } from '../../protocol/contracts';

export const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  stopped: 'Stopped',
  started: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  failed: 'Failed',
  unknown: 'Unknown',
};

/** The status of a run in a word; of a newer Canopy, its own name. */
export function statusWord(run: { readonly status: RunStatus; readonly statusText: string | null }): string {
  return run.statusText ?? STATUS_WORDS[run.status];
}

export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  idle: 'Idle',
  output: 'Training outputs',
  candidate: 'Training candidates',
  inference: 'Answering',
};

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  victory: ['Solved', 'Every output is close enough to its target.'],
  max_hidden_units: ['Unit limit reached', 'It has as many hidden units as its options allow.'],
  max_epochs: ['Epoch limit reached', 'It has trained as many epochs as its options allow.'],
  early_stopped: [
    'Stopped early',
    'The validation loss had stopped falling. The network with the lowest is the result; later units were given up.',
  ],
  diverged: ['Diverged', 'A weight or the error grew without bound. Smaller steps may help.'],
};

/** Solved on the training patterns, and then returned to an earlier network: only so can error bits be left. */
const SOLVED_AND_RETURNED = [
  'Training solved',
  'Every training pattern was learned. The result is an earlier network, the one with the lowest validation loss.',
] as const;

/** Why a run ended: a few words, and the sentence behind them. `errorBits` are those of its final network. */
export function reasonWords(reason: string, errorBits: number | null = null): readonly [string, string] {
  if (reason === 'victory' && errorBits !== null && errorBits > 0) {
    return SOLVED_AND_RETURNED;
  }
  return REASONS[reason] ?? [reason, reason];
}
