import type { AddedUnit, EpochRows } from '../protocol/frames';

/** Rows that one round keeps before every second one is dropped. */
const ROUND_ROWS = 1024;
/** Numbers that all rounds keep together (4 bytes each); beyond it old rounds get coarser. */
const TOTAL_VALUES = 6_000_000;

/** Scores of one round: a row per epoch, a value per candidate. */
export class CandidateRound {
  epochs = new Float64Array(64);
  scores: Float32Array;
  /** Rows in use; the newest row is always the last. */
  rows = 0;
  firstEpoch = 0;
  lastEpoch = 0;
  /** The candidates that were installed, once they were, the best first. */
  readonly winners: AddedUnit[] = [];

  private stride = 1;
  private sinceKept = 0;
  /** Whether the last row is there only because it is the newest. */
  private tail = false;

  constructor(
    /** Hidden units installed when the round began; also the index of the first unit that it is for. */
    readonly index: number,
    readonly poolSize: number,
  ) {
    this.scores = new Float32Array(64 * poolSize);
  }

  append(rows: EpochRows, from: number): void {
    const { count, epochs, scores, firstEpoch } = rows;
    if (scores === null) {
      return;
    }
    if (this.rows === 0 && from < count) {
      this.firstEpoch = epochs === null ? firstEpoch + from : epochs[from]!;
    }
    for (let i = from; i < count; i++) {
      const due = this.rows === 0 || ++this.sinceKept >= this.stride;
      if (!due && i < count - 1) {
        continue;
      }
      if (this.tail) {
        this.rows--;
        this.tail = false;
      }
      if (due && this.rows >= ROUND_ROWS) {
        this.thin();
      }
      this.grow();
      this.epochs[this.rows] = epochs === null ? firstEpoch + i : epochs[i]!;
      this.scores.set(scores.subarray(i * this.poolSize, (i + 1) * this.poolSize), this.rows * this.poolSize);
      this.rows++;
      this.tail = !due;
      if (due) {
        this.sinceKept = 0;
      }
    }
    this.lastEpoch = rows.lastEpoch;
  }

  /** Scores of the newest row. */
  latest(): Float32Array {
    return this.scores.subarray(Math.max(0, this.rows - 1) * this.poolSize, this.rows * this.poolSize);
  }

  /** Index of the candidate with the highest newest score; −1 without rows. */
  best(): number {
    const latest = this.latest();
    let best = -1;
    for (let i = 0; i < latest.length; i++) {
      if (best < 0 || latest[i]! > latest[best]!) {
        best = i;
      }
    }
    return best;
  }

  /** Drops every second row, except the newest. */
  thin(): void {
    const last = this.rows - 1;
    let write = 0;
    for (let read = 0; read <= last; read += 2) {
      this.move(read, write++);
    }
    if (last % 2 === 1) {
      this.move(last, write++);
    }
    this.rows = write;
    this.stride *= 2;
  }

  /** Gives back room that a finished round does not need. */
  compact(): void {
    this.epochs = this.epochs.slice(0, this.rows);
    this.scores = this.scores.slice(0, this.rows * this.poolSize);
  }

  private move(from: number, to: number): void {
    if (from !== to) {
      this.epochs[to] = this.epochs[from]!;
      this.scores.copyWithin(to * this.poolSize, from * this.poolSize, (from + 1) * this.poolSize);
    }
  }

  private grow(): void {
    if (this.rows < this.epochs.length) {
      return;
    }
    const capacity = Math.min(ROUND_ROWS + 1, Math.max(64, this.epochs.length * 2));
    const epochs = new Float64Array(capacity);
    const scores = new Float32Array(capacity * this.poolSize);
    epochs.set(this.epochs);
    scores.set(this.scores);
    this.epochs = epochs;
    this.scores = scores;
  }
}

/** Every round of a run, oldest first, in bounded memory. */
export class CandidateRounds {
  readonly all: CandidateRound[] = [];

  clear(): void {
    this.all.length = 0;
  }

  current(): CandidateRound | null {
    return this.all.at(-1) ?? null;
  }

  /** The round that began with so many units, or null. */
  find(index: number): CandidateRound | null {
    // Rounds that install one unit are numbered from 0 without gaps, unless a stopped run lost one.
    const direct = this.all[index];
    return direct?.index === index ? direct : (this.all.find((round) => round.index === index) ?? null);
  }

  append(rows: EpochRows, from: number): void {
    if (rows.scores === null) {
      return;
    }
    let round = this.current();
    if (round === null || round.index !== rows.hiddenUnits || round.poolSize !== rows.poolSize) {
      if (round !== null && round.index === rows.hiddenUnits) {
        this.all.pop(); // The pool was changed and the round began anew.
      }
      round?.compact();
      round = new CandidateRound(rows.hiddenUnits, rows.poolSize);
      this.all.push(round);
      this.economise();
    }
    round.append(rows, from);
  }

  installed(unit: AddedUnit): void {
    // A round may install several units; one that a stopped run lost installs none.
    const round = this.current();
    if (round !== null && (round.index === unit.unitIndex || round.lastEpoch === unit.epoch)) {
      round.winners.push(unit);
    }
  }

  private economise(): void {
    let total = 0;
    for (const round of this.all) {
      total += round.scores.length;
    }
    while (total > TOTAL_VALUES) {
      const largest = this.all
        .slice(0, -1)
        .filter((round) => round.rows > 16)
        .reduce<CandidateRound | null>((a, b) => (a === null || b.scores.length > a.scores.length ? b : a), null);
      if (largest === null) {
        return;
      }
      total -= largest.scores.length;
      largest.thin();
      largest.compact();
      total += largest.scores.length;
    }
  }
}
