import { assertUnreachable } from '../base/assert';
import type { HiddenUnit, Network } from '../network/forward';
import type { Activation, PhaseChange, RunDescription, StatusChangeDetails, Topology } from '../protocol/contracts';
import { ACTIVATION_VALUES } from '../protocol/contracts';
import type { AddedUnit, EpochRows, Frame } from '../protocol/frames';
import type { OptionValues } from '../protocol/shape';
import { CandidateRounds } from './candidateRounds';
import { EpochRate } from './epochRate';
import type { Figures } from './figures';
import { changedStatus, noFigures, takeEpoch } from './figures';
import { MetricSeries } from './metricSeries';
import { PhaseClock } from './phaseClock';
import { newestFigures, PhaseSpans } from './phaseSpans';
import { RecentRows } from './recentRows';

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
  /** Entries that only a newer page can show. */
  unknown = 0;
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
  readonly phases = new PhaseSpans();
  readonly spans = this.phases.all;
  readonly units: InstalledUnit[] = [];
  /** Units that were installed and given up, when training returned to an earlier network. */
  readonly dropped: InstalledUnit[] = [];
  outputWeights: readonly Float32Array[] = [];
  /** Grows whenever units or output weights change. */
  networkRevision = 0;

  /** Unix time of the first entry and of the newest. */
  firstTime = 0;
  lastTime = 0;

  private inputs = 0;
  private outputs = 0;
  private gapSeenAt = -1;
  private readonly clock = new PhaseClock();
  private readonly pastEpochs = new EpochRate();

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
    this.lastTime = Math.max(this.lastTime, header.timestamp);
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

  /** Whether validation patterns were kept from training. */
  hasValidation(): boolean {
    return (numberOption(this.options, 'validation_share') ?? 0) > 0;
  }

  /** Seconds of training in the present phase, without pauses; `now` is the server's Unix time. */
  phaseSeconds(now: number): number | null {
    return this.clock.seconds(now);
  }

  /** Epochs per second over the last second or so of the log; null when that cannot be said. */
  rate(): number | null {
    return this.figures.status === 'started' ? this.pastEpochs.perSecond() : null;
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
      case 'status_change':
        if (isReset) {
          this.clear(timestamp);
        }
        this.changeStatus(frame.data, timestamp);
        return isReset ? ['figures', 'metrics', 'candidates', 'network'] : ['figures', 'metrics'];
      case 'phase_change':
        this.changePhase(frame.data, timestamp);
        return ['figures', 'metrics'];
      case 'cascade_add':
        this.install(frame.data, timestamp);
        return ['figures', 'metrics', 'candidates', 'network'];
      case 'topology':
        return this.connect(frame.data) ? ['network', 'figures', 'metrics'] : ['network'];
      case 'params_updated':
        if (frame.data.options !== null) {
          this.options = frame.data.options;
          this.maxHiddenUnits = numberOption(this.options, 'max_hidden_units') ?? this.maxHiddenUnits;
        }
        this.pace = frame.data.pace ?? this.pace;
        this.pastEpochs.forget();
        this.confirm(frame.data.commandId);
        return ['figures'];
      case 'owner_change':
        return ['figures'];
      case 'connection_established':
      case 'initial_status':
      case 'ping':
      case 'server_shutdown':
        return null;
      case 'unknown':
        this.unknown++;
        return ['figures'];
      default:
        return assertUnreachable(frame);
    }
  }

  private changeStatus(data: StatusChangeDetails, timestamp: number): void {
    const resumed = data.status === 'started' && this.figures.status !== 'started';
    this.figures = changedStatus(this.figures, data);
    this.confirm(data.commandId);
    if (resumed) {
      this.pastEpochs.forget();
      this.clock.resume(timestamp);
    } else if (data.status !== 'started') {
      this.clock.pause(timestamp);
    }
    if (data.status === 'completed' || data.status === 'failed') {
      this.phases.end(data.epoch, timestamp);
    }
  }

  private changePhase(data: PhaseChange, timestamp: number): void {
    const startedAt = data.phaseStartedAt || timestamp;
    this.figures.status = data.status;
    this.figures.phase = data.phase;
    this.figures.hiddenUnits = data.hiddenUnits;
    if (data.maxHiddenUnits > 0) {
      this.maxHiddenUnits = data.maxHiddenUnits;
    }
    if (data.phase === 'output' || data.phase === 'candidate') {
      this.phases.begin(data.phase, data.hiddenUnits, data.currentEpoch, startedAt);
    } else {
      this.phases.end(data.currentEpoch, timestamp);
    }
    this.clock.start(startedAt, timestamp, data.status === 'started');
  }

  /** Takes over output weights; true when units are gone: training has returned to an earlier network. */
  private connect(data: Topology): boolean {
    const returned = data.hiddenUnits < this.units.length;
    if (returned) {
      this.dropped.push(...this.units.splice(data.hiddenUnits));
      this.figures.hiddenUnits = data.hiddenUnits;
    }
    this.outputWeights = data.outputWeights;
    this.inputs = data.inputUnits;
    this.outputs = data.outputUnits;
    this.networkRevision++;
    return returned;
  }

  private outputEpochs(rows: EpochRows, timestamp: number): void {
    const from = firstNewRow(rows, this.figures.epoch);
    const span = this.phases.of('output', rows, timestamp);
    if (from < rows.count) {
      const before = this.timeBefore(timestamp);
      this.series.append(rows, from, before, timestamp);
      this.recent.append(rows, from, before, timestamp);
      Object.assign(span, newestFigures(rows));
      takeEpoch(this.figures, span);
    }
    this.advance(rows, timestamp);
  }

  private candidateEpochs(rows: EpochRows, timestamp: number): void {
    const from = firstNewRow(rows, this.figures.epoch);
    this.phases.of('candidate', rows, timestamp);
    this.rounds.append(rows, from);
    this.advance(rows, timestamp);
  }

  private advance(rows: EpochRows, timestamp: number): void {
    this.figures.epoch = Math.max(this.figures.epoch, rows.lastEpoch);
    this.figures.hiddenUnits = rows.hiddenUnits;
    this.pastEpochs.add(timestamp, rows.lastEpoch);
  }

  /** Rows of an entry lie between the entry before and its own time. */
  private timeBefore(timestamp: number): number {
    return this.lastTime > 0 ? Math.min(this.lastTime, timestamp) : timestamp;
  }

  private install(unit: AddedUnit, timestamp: number): void {
    this.figures.hiddenUnits = Math.max(this.figures.hiddenUnits, unit.totalHiddenUnits);
    this.rounds.installed(unit);
    if (unit.unitIndex <= this.units.length) {
      this.units.length = unit.unitIndex;
      this.units.push({
        index: unit.unitIndex,
        activation: unit.activation,
        weights: unit.weights,
        layer: unit.layer,
        candidate: unit.candidate,
        correlation: unit.correlation,
        epoch: unit.epoch,
        time: timestamp,
      });
      this.networkRevision++;
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
    this.phases.clear();
    this.units.length = 0;
    this.dropped.length = 0;
    this.outputWeights = [];
    this.networkRevision++;
    this.firstTime = timestamp;
    this.lastTime = timestamp;
    this.gapSeenAt = -1;
    this.clock.clear();
    this.pastEpochs.forget();
    this.missing = 0;
    this.coalesced = 0;
  }

  private outputActivation(): Activation {
    const name = this.options['output_activation'];
    return ACTIVATION_VALUES.find((a) => a === name) ?? 'sigmoid';
  }
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
