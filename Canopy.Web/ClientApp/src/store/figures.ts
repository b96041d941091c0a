import type { RunPhase, RunStatus, StatusChangeDetails } from '../protocol/contracts';

import type { PhaseFigures } from './phaseSpans';

/** Figures of a run at one moment. */
export interface Figures {
  status: RunStatus;
  phase: RunPhase;
  epoch: number;
  hiddenUnits: number;
  loss: number | null;
  accuracy: number | null;
  errorBits: number | null;
  /** Over the validation patterns; null without them. */
  validationLoss: number | null;
  validationAccuracy: number | null;
  /** Why it ended. */
  reason: string | null;
}

export function noFigures(): Figures {
  return {
    status: 'stopped',
    phase: 'idle',
    epoch: 0,
    hiddenUnits: 0,
    loss: null,
    accuracy: null,
    errorBits: null,
    validationLoss: null,
    validationAccuracy: null,
    reason: null,
  };
}

/** A status change brings figures where it has them; others stay. */
export function changedStatus(before: Figures, change: StatusChangeDetails): Figures {
  const ended = change.status === 'completed' || change.status === 'failed';
  return {
    status: change.status,
    phase: change.phase,
    epoch: change.epoch,
    hiddenUnits: change.hiddenUnits,
    loss: change.loss ?? before.loss,
    accuracy: change.accuracy ?? before.accuracy,
    errorBits: change.errorBits ?? before.errorBits,
    validationLoss: change.validationLoss ?? before.validationLoss,
    validationAccuracy: change.validationAccuracy ?? before.validationAccuracy,
    reason: change.reason ?? (ended ? change.cause : null),
  };
}

export function takeEpoch(figures: Figures, newest: PhaseFigures): void {
  figures.loss = newest.loss;
  figures.accuracy = orNull(newest.accuracy);
  figures.errorBits = orNull(newest.errorBits);
  figures.validationLoss = orNull(newest.validationLoss);
  figures.validationAccuracy = orNull(newest.validationAccuracy);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
