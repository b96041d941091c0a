import type { EpochRows } from '../protocol/frames';

export type TrainingPhase = 'output' | 'candidate';

/** How well the network did in its newest output epoch; NaN where that was not said. */
export interface PhaseFigures {
  loss: number;
  accuracy: number;
  errorBits: number;
  validationLoss: number;
  validationAccuracy: number;
}

/** A phase: epochs `start` + 1 to `end`. */
export interface PhaseSpan extends PhaseFigures {
  readonly phase: TrainingPhase;
  readonly units: number;
  readonly start: number;
  /** Null while it lasts. */
  end: number | null;
  readonly startedAt: number;
  endedAt: number | null;
}

/** The phases of a run, oldest first. */
export class PhaseSpans {
  readonly all: PhaseSpan[] = [];

  clear(): void {
    this.all.length = 0;
  }

  /** The phase that rows belong to; begun with them when nobody had said so. */
  of(phase: TrainingPhase, rows: EpochRows, time: number): PhaseSpan {
    return this.newest(phase, rows.hiddenUnits) ?? this.begin(phase, rows.hiddenUnits, rows.firstEpoch - 1, time);
  }

  begin(phase: TrainingPhase, units: number, start: number, time: number): PhaseSpan {
    const open = this.newest(phase, units);
    if (open !== null) {
      // Told again, after a pause say.
      open.end = null;
      open.endedAt = null;
      return open;
    }
    this.end(start, time);
    const span: PhaseSpan = { phase, units, start, end: null, startedAt: time, endedAt: null, ...noFigures() };
    this.all.push(span);
    return span;
  }

  end(end: number, time: number): void {
    const open = this.all.at(-1);
    if (open !== undefined && open.end === null) {
      open.end = end;
      open.endedAt = time;
    }
  }

  /** The newest phase if it is this one. */
  private newest(phase: TrainingPhase, units: number): PhaseSpan | null {
    const span = this.all.at(-1);
    return span !== undefined && span.phase === phase && span.units === units ? span : null;
  }
}

/** Figures of the newest row of output epochs. */
export function newestFigures(rows: EpochRows): PhaseFigures {
  const last = rows.count - 1;
  const at = (column: ArrayLike<number> | null) => (column === null ? NaN : column[last]!);
  return {
    loss: at(rows.loss),
    accuracy: at(rows.accuracy),
    errorBits: at(rows.errorBits),
    validationLoss: at(rows.validationLoss),
    validationAccuracy: at(rows.validationAccuracy),
  };
}

function noFigures(): PhaseFigures {
  return { loss: NaN, accuracy: NaN, errorBits: NaN, validationLoss: NaN, validationAccuracy: NaN };
}
