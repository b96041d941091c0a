import { assertUnreachable } from '../base/assert';
import type { HiddenUnit, Network } from '../network/forward';
import { ACTIVATIONS } from '../protocol/contracts';
import type { Activation, OptionValues, RunDescription, RunPhase, RunStatus } from '../protocol/contracts';
import type { CascadeAdd, EpochRows, Frame } from '../protocol/frames';
import { CandidateRounds } from './candidateRounds';
import { MetricSeries } from './metricSeries';
import { RecentRows } from './recentRows';

/** Figures of a run at one moment. */
export interface Figures {
  status: RunStatus;
  phase: RunPhase;
  epoch: number;
  hiddenUnits: number;
  loss: number | null;
  accuracy: number | null;
  errorBits: number | null;
  /** Why it ended. */
  reason: string | null;
}

/** A phase: epochs `start` + 1 to `end`. */
export interface PhaseSpan {
  readonly phase: 'output' | 'candidate';
  readonly units: number;
  readonly start: number;
  /** Null while it lasts. */
  end: number | null;
  readonly startedAt: number;
  endedAt: number | null;
  /** Of its newest output epoch. */
  loss: number;
  accuracy: number;
  errorBits: number;
}

/** A unit as it joined. */
export interface InstalledUnit extends HiddenUnit {
  readonly candidate: number;
  readonly correlation: number;
  readonly epoch: number;
  readonly time: number;
}

/** What an entry changed; views redraw what they show of it. */
export type Aspect = 'figures' | 'metrics' | 'candidates' | 'network';

/** What came does not follow what is held; the stream has to be asked again after {@link RunModel.lastSeq}. */
export class GapError extends Error {
  override name = 'GapError';
}

/**
 * One run, folded from its log. The same entries give the same state, however they were cut into frames and whenever
 * they were received; entries that were seen already change nothing. Knows neither sockets nor pictures.
 */
export class RunModel {
  /** As the server described it last. */
  run: RunDescription | null = null;
  lastSeq = 0;
  /** Grows with every reset. */
  generation = 0;
  /** Entries that the server no longer had. */
  missing = 0;
  /** Entries that came as part of a coalesced frame, with fewer points. */
  coalesced = 0;

  figures: Figures = noFigures();
  maxHiddenUnits = 0;
  pace: number | null = null;
  options: OptionValues = {};
  /** Commands that the log confirmed, the newest few. */
  readonly confirmed: string[] = [];

  readonly series = new MetricSeries();
  readonly recent = new RecentRows();
  readonly rounds = new CandidateRounds();
  readonly spans: PhaseSpan[] = [];
  readonly units: InstalledUnit[] = [];
  outputWeights: readonly Float32Array[] = [];
  /** Grows whenever units or output weights change. */
  networkRevision = 0;

  /** Unix time of the first entry, of the newest, and of the newest phase's start. */
  firstTime = 0;
  lastTime = 0;
  private phaseStartedAt = 0;
  private pausedAt: number | null = null;
  private pausedSeconds = 0;

  private inputs = 0;
  private outputs = 0;
  private gapSeenAt = -1;
  private readonly rateTimes = new Float64Array(64);
  private readonly rateEpochs = new Float64Array(64);
  private rateCount = 0;

  /** The run as the server describes it, without its log. */
  describe(run: RunDescription): void {
    this.run = run;
    if (run.headSeq < this.lastSeq) {
      return; // Older than what the log has told since.
    }
    this.pace = run.pace;
    this.options = run.options;
    this.inputs = run.dataset.inputs;
    this.outputs = run.dataset.outputs;
    this.maxHiddenUnits = numberOption(run.options, 'max_hidden_units') ?? this.maxHiddenUnits;
    if (this.lastSeq === run.headSeq) {
      this.figures.status = run.status;
      this.figures.phase = run.phase;
    }
  }

  /** What to show now: while the log is still coming in, the server's figures, so that nothing counts up from 0. */
  shown(): Figures {
    return this.isCatchingUp() && this.run !== null ? this.run : this.figures;
  }

  isCatchingUp(): boolean {
    return this.run !== null && this.lastSeq < this.run.headSeq;
  }

  /** Takes in one frame; says what it changed, and null for a frame that changes nothing. @throws GapError */
  fold(frame: Frame): readonly Aspect[] | null {
    const { header } = frame;
    if (header.seq === 0) {
      return frame.type === 'initial_status' ? this.begin(frame.data.run) : null;
    }
    if (header.seq <= this.lastSeq) {
      return null;
    }
    const isReset = frame.type === 'status_change' && frame.data.cause === 'reset';
    if (!isReset) {
      this.checkGap(frame);
    }
    const aspects = this.apply(frame, isReset);
    if (header.coalesced && (frame.type === 'output_epochs' || frame.type === 'candidate_epochs')) {
      this.coalesced += header.seq - frame.data.fromSeq + 1;
    }
    this.lastSeq = header.seq;
    this.lastTime = header.timestamp;
    return aspects;
  }

  /** The network as it stands, or null before the first output weights. */
  network(): Network | null {
    if (this.outputWeights.length === 0 || this.inputs === 0) {
      return null;
    }
    return {
      inputs: this.inputs,
      outputs: this.outputs,
      units: this.units,
      outputWeights: this.outputWeights,
      outputActivation: this.outputActivation(),
    };
  }

  /** Seconds of training in the present phase, without pauses; `now` is the server's Unix time. */
  phaseSeconds(now: number): number | null {
    if (this.phaseStartedAt === 0) {
      return null;
    }
    return Math.max(0, (this.pausedAt ?? now) - this.phaseStartedAt - this.pausedSeconds);
  }

  /** Epochs per second over the last second or so of the log; null when that cannot be said. */
  rate(): number | null {
    const size = this.rateTimes.length;
    if (this.figures.status !== 'started' || this.rateCount < 2) {
      return null;
    }
    const newest = this.rateCount - 1;
    let oldest = newest;
    while (
      oldest > 0 &&
      newest - oldest < size - 1 &&
      this.rateTimes[newest % size]! - this.rateTimes[oldest % size]! < 1
    ) {
      oldest--;
    }
    const seconds = this.rateTimes[newest % size]! - this.rateTimes[oldest % size]!;
    return seconds > 0 ? (this.rateEpochs[newest % size]! - this.rateEpochs[oldest % size]!) / seconds : null;
  }

  /** A connection begins with the run as it stands. */
  private begin(run: RunDescription): readonly Aspect[] {
    if (run.headSeq < this.lastSeq) {
      // The store was set back to an older copy: what is held may never have happened.
      this.clear(0);
      this.lastSeq = 0;
      this.describe(run);
      throw new GapError(`The log now ends at entry ${run.headSeq}.`);
    }
    this.describe(run);
    return ['figures'];
  }

  private checkGap(frame: Frame): void {
    const isRows = frame.type === 'output_epochs' || frame.type === 'candidate_epochs';
    const first = frame.header.coalesced && isRows ? frame.data.fromSeq : frame.header.seq;
    if (this.lastSeq === 0 || first <= this.lastSeq + 1) {
      return;
    }
    if (this.gapSeenAt !== this.lastSeq) {
      this.gapSeenAt = this.lastSeq;
      throw new GapError(`Entry ${first} came after entry ${this.lastSeq}.`);
    }
    // Asked for a second time and still not there: the server does not have it any more.
    this.missing += first - this.lastSeq - 1;
  }

  private apply(frame: Frame, isReset: boolean): readonly Aspect[] | null {
    const { timestamp } = frame.header;
    if (this.firstTime === 0) {
      this.firstTime = timestamp;
    }
    switch (frame.type) {
      case 'output_epochs':
        this.outputEpochs(frame.data, timestamp);
        return ['figures', 'metrics'];
      case 'candidate_epochs':
        this.candidateEpochs(frame.data, timestamp);
        return ['figures', 'candidates', 'metrics'];
      case 'status_change': {
        if (isReset) {
          this.clear(timestamp);
        }
        const { data } = frame;
        const resumed = data.status === 'started' && this.figures.status !== 'started';
        this.figures = {
          status: data.status,
          phase: data.phase,
          epoch: data.epoch,
          hiddenUnits: data.hiddenUnits,
          loss: data.loss ?? this.figures.loss,
          accuracy: data.accuracy ?? this.figures.accuracy,
          errorBits: data.errorBits ?? this.figures.errorBits,
          reason: data.reason ?? (data.status === 'completed' || data.status === 'failed' ? data.cause : null),
        };
        this.confirm(data.commandId);
        if (resumed) {
          this.rateCount = 0;
          if (this.pausedAt !== null) {
            this.pausedSeconds += timestamp - this.pausedAt;
          }
          this.pausedAt = null;
        } else if (data.status !== 'started' && this.pausedAt === null) {
          this.pausedAt = timestamp;
        }
        if (data.status === 'completed' || data.status === 'failed') {
          this.endSpan(data.epoch, timestamp);
        }
        return isReset ? ['figures', 'metrics', 'candidates', 'network'] : ['figures', 'metrics'];
      }
      case 'phase_change': {
        const { data } = frame;
        this.figures.status = data.status;
        this.figures.phase = data.phase;
        this.figures.hiddenUnits = data.hiddenUnits;
        if (data.maxHiddenUnits > 0) {
          this.maxHiddenUnits = data.maxHiddenUnits;
        }
        if (data.phase === 'output' || data.phase === 'candidate') {
          this.beginSpan(data.phase, data.hiddenUnits, data.currentEpoch, data.phaseStartedAt || timestamp);
        } else {
          this.endSpan(data.currentEpoch, timestamp);
        }
        this.phaseStartedAt = data.phaseStartedAt || timestamp;
        this.pausedSeconds = 0;
        this.pausedAt = data.status === 'started' ? null : timestamp;
        return ['figures', 'metrics'];
      }
      case 'cascade_add':
        this.install(frame.data, timestamp);
        return ['figures', 'metrics', 'candidates', 'network'];
      case 'topology':
        this.outputWeights = frame.data.outputWeights;
        this.inputs = frame.data.inputUnits;
        this.outputs = frame.data.outputUnits;
        this.networkRevision++;
        return ['network'];
      case 'params_updated':
        if (frame.data.options !== null) {
          this.options = frame.data.options;
          this.maxHiddenUnits = numberOption(this.options, 'max_hidden_units') ?? this.maxHiddenUnits;
        }
        this.pace = frame.data.pace ?? this.pace;
        this.rateCount = 0;
        this.confirm(frame.data.commandId);
        return ['figures'];
      case 'owner_change':
        return ['figures'];
      case 'connection_established':
      case 'initial_status':
      case 'ping':
      case 'server_shutdown':
      case 'unknown':
        return null;
      default:
        return assertUnreachable(frame);
    }
  }

  private outputEpochs(rows: EpochRows, timestamp: number): void {
    const from = firstNewRow(rows, this.figures.epoch);
    const span = this.spanFor('output', rows, timestamp);
    if (from < rows.count) {
      const before = this.timeBefore(timestamp);
      this.series.append(rows, from, before, timestamp);
      this.recent.append(rows, from, before, timestamp);
      const last = rows.count - 1;
      span.loss = rows.loss === null ? NaN : rows.loss[last]!;
      span.accuracy = rows.accuracy === null ? NaN : rows.accuracy[last]!;
      span.errorBits = rows.errorBits === null ? NaN : rows.errorBits[last]!;
      this.figures.loss = span.loss;
      this.figures.accuracy = Number.isNaN(span.accuracy) ? null : span.accuracy;
      this.figures.errorBits = Number.isNaN(span.errorBits) ? null : span.errorBits;
    }
    this.advance(rows, timestamp);
  }

  private candidateEpochs(rows: EpochRows, timestamp: number): void {
    const from = firstNewRow(rows, this.figures.epoch);
    this.spanFor('candidate', rows, timestamp);
    this.rounds.append(rows, from);
    this.advance(rows, timestamp);
  }

  private advance(rows: EpochRows, timestamp: number): void {
    this.figures.epoch = Math.max(this.figures.epoch, rows.lastEpoch);
    this.figures.hiddenUnits = rows.hiddenUnits;
    const at = this.rateCount++ % this.rateTimes.length;
    this.rateTimes[at] = timestamp;
    this.rateEpochs[at] = rows.lastEpoch;
  }

  /** Rows of an entry lie between the entry before and its own time. */
  private timeBefore(timestamp: number): number {
    return this.lastTime > 0 ? Math.min(this.lastTime, timestamp) : timestamp;
  }

  private install(unit: CascadeAdd, timestamp: number): void {
    this.figures.hiddenUnits = Math.max(this.figures.hiddenUnits, unit.totalHiddenUnits);
    this.rounds.installed(unit);
    if (unit.unitIndex <= this.units.length) {
      this.units.length = unit.unitIndex;
      this.units.push({
        index: unit.unitIndex,
        activation: unit.activation,
        weights: unit.weights,
        candidate: unit.candidate,
        correlation: unit.correlation,
        epoch: unit.epoch,
        time: timestamp,
      });
      this.networkRevision++;
    }
  }

  private spanFor(phase: 'output' | 'candidate', rows: EpochRows, timestamp: number): PhaseSpan {
    const open = this.spans.at(-1);
    if (open !== undefined && open.phase === phase && open.units === rows.hiddenUnits) {
      return open;
    }
    return this.beginSpan(phase, rows.hiddenUnits, rows.firstEpoch - 1, timestamp);
  }

  private beginSpan(phase: 'output' | 'candidate', units: number, start: number, time: number): PhaseSpan {
    const open = this.spans.at(-1);
    if (open !== undefined && open.phase === phase && open.units === units) {
      // Told again, after a pause say.
      open.end = null;
      open.endedAt = null;
      return open;
    }
    this.endSpan(start, time);
    const span: PhaseSpan = { phase, units, start, end: null, startedAt: time, endedAt: null, loss: NaN, accuracy: NaN, errorBits: NaN };
    this.spans.push(span);
    return span;
  }

  private endSpan(end: number, time: number): void {
    const open = this.spans.at(-1);
    if (open !== undefined && open.end === null) {
      open.end = end;
      open.endedAt = time;
    }
  }

  private confirm(commandId: string | null): void {
    if (commandId !== null) {
      this.confirmed.push(commandId);
      if (this.confirmed.length > 50) {
        this.confirmed.shift();
      }
    }
  }

  private clear(timestamp: number): void {
    this.generation++;
    this.figures = noFigures();
    this.series.clear();
    this.recent.clear();
    this.rounds.clear();
    this.spans.length = 0;
    this.units.length = 0;
    this.outputWeights = [];
    this.networkRevision++;
    this.firstTime = timestamp;
    this.lastTime = timestamp;
    this.gapSeenAt = -1;
    this.phaseStartedAt = 0;
    this.pausedAt = null;
    this.pausedSeconds = 0;
    this.rateCount = 0;
    this.missing = 0;
    this.coalesced = 0;
  }

  private outputActivation(): Activation {
    const name = this.options['output_activation'];
    return ACTIVATIONS.find((a) => a === name) ?? 'sigmoid';
  }
}

function noFigures(): Figures {
  return { status: 'stopped', phase: 'idle', epoch: 0, hiddenUnits: 0, loss: null, accuracy: null, errorBits: null, reason: null };
}

function firstNewRow(rows: EpochRows, epoch: number): number {
  let row = 0;
  while (row < rows.count && (rows.epochs === null ? rows.firstEpoch + row : rows.epochs[row]!) <= epoch) {
    row++;
  }
  return row;
}

function numberOption(options: OptionValues, name: string): number | null {
  const value = options[name];
  return typeof value === 'number' ? value : null;
}
