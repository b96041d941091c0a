import { batch, signal } from '@preact/signals';
import { newId } from '../base/id';
import type { Drawable } from '../base/raf';
import { forget, invalidate } from '../base/raf';
import type { CommandRequest } from '../protocol/api';
import { ApiError, getDataset, getRun, sendCommand, trainingUrl } from '../protocol/api';
import type { DatasetValues, RunCommand, RunDescription, RunPhase, RunStatus } from '../protocol/contracts';
import type { Frame } from '../protocol/frames';
import type { OptionValues } from '../protocol/shape';
import type { ConnectionState, FrameSink } from '../protocol/trainingSocket';
import { TrainingSocket } from '../protocol/trainingSocket';
import { lookAgain, mustSignIn } from './access';
import type { Action } from './legality';
import { refusal } from './legality';
import { notify } from './notices';
import { lookOnly } from './permission';
import type { Aspect } from './runModel';
import { RunModel } from './runModel';

/** Texts follow the stream at most this often; faster changes cannot be read. */
const PUBLISH_MS = 80;
/** How long a button waits for the log to confirm its command. */
const PENDING_MS = 8000;

/** One run that the page shows: its stream, its state, and what can be done with it. */
export class Session implements FrameSink, Drawable {
  readonly model = new RunModel();

  readonly connection = signal<ConnectionState>({ type: 'connecting' });
  readonly run = signal<RunDescription | null>(null);
  readonly dataset = signal<DatasetValues | null>(null);
  /** Why there is nothing to show. */
  readonly problem = signal<'unknown' | null>(null);

  readonly status = signal<RunStatus>('stopped');
  readonly phase = signal<RunPhase>('idle');
  readonly reason = signal<string | null>(null);
  readonly epoch = signal(0);
  readonly hiddenUnits = signal(0);
  readonly maxHiddenUnits = signal(0);
  readonly loss = signal<number | null>(null);
  readonly accuracy = signal<number | null>(null);
  readonly errorBits = signal<number | null>(null);
  readonly validationLoss = signal<number | null>(null);
  readonly validationAccuracy = signal<number | null>(null);
  /** Whether validation patterns are kept from training. */
  readonly hasValidation = signal(false);
  readonly rate = signal<number | null>(null);
  readonly phaseSeconds = signal<number | null>(null);
  readonly pace = signal<number | null>(null);
  readonly options = signal<OptionValues>({});
  readonly catchingUp = signal(false);
  readonly generation = signal(0);
  /** Grows with everything that is published: for views that read the model itself. */
  readonly revision = signal(0);
  /** Grow with the model's network and rounds. */
  readonly networkRevision = signal(0);
  readonly roundCount = signal(0);

  /** The action whose effect is awaited. */
  readonly pending = signal<Action | null>(null);
  /** The pace to return to from full speed. */
  limitedPace = 60;

  private readonly watchers: Record<Aspect, Set<Drawable>> = {
    figures: new Set(),
    metrics: new Set(),
    candidates: new Set(),
    network: new Set(),
  };
  private readonly socket: TrainingSocket;
  private readonly abort = new AbortController();
  private published = -Infinity;
  private urgent = false;
  private clockOffset = 0;
  private ticker = 0;
  private unfollow: () => void = () => undefined;
  private awaited: { id: string; timer: number } | null = null;

  constructor(readonly id: string) {
    this.socket = new TrainingSocket((after) => trainingUrl(id, after), this);
  }

  open(): void {
    void this.load();
    this.socket.connect();
    this.unfollow = mustSignIn.subscribe((isOut) => {
      if (isOut) {
        this.socket.hold();
      } else if (this.connection.value.type === 'signed-out') {
        this.retryNow();
      }
    });
    window.addEventListener('online', this.retryNow);
    document.addEventListener('visibilitychange', this.retryNow);
    this.ticker = window.setInterval(() => this.tick(), 200);
  }

  close(): void {
    forget(this);
    this.abort.abort();
    this.unfollow();
    this.socket.close();
    window.removeEventListener('online', this.retryNow);
    document.removeEventListener('visibilitychange', this.retryNow);
    window.clearInterval(this.ticker);
  }

  /** Draws `drawable` whenever `aspects` change; the result ends that. */
  watch(drawable: Drawable, ...aspects: Aspect[]): () => void {
    for (const aspect of aspects) {
      this.watchers[aspect].add(drawable);
    }
    invalidate(drawable);
    return () => {
      for (const aspect of aspects) {
        this.watchers[aspect].delete(drawable);
      }
      forget(drawable);
    };
  }

  readonly retryNow = (): void => {
    if (document.visibilityState === 'visible' && !mustSignIn.value) {
      this.socket.retryNow();
      if (this.dataset.value === null) {
        void this.load();
      }
    }
  };

  /** Why an action is not possible now; null when it is. */
  refusal(action: Action): string | null {
    return lookOnly() ?? refusal(action, this.status.value);
  }

  async act(action: Action, details: { pace?: number; options?: OptionValues } = {}): Promise<boolean> {
    const refused = this.refusal(action);
    if (refused !== null) {
      notify('info', LABELS[action], refused);
      return false;
    }
    const request: CommandRequest = { ...REQUESTS[action], ...details, command_id: newId() };
    this.await(action, request.command_id);
    try {
      const result = await sendCommand(this.id, request);
      if (!result.accepted) {
        this.settle(request.command_id);
        notify('error', `${LABELS[action]} was refused`, result.reason ?? 'The server gave no reason.');
        return false;
      }
      if (result.run !== null) {
        this.described(result.run);
      }
      if (result.applied) {
        this.settle(request.command_id);
      }
      return true;
    } catch (error) {
      this.settle(request.command_id);
      if (action === 'set_options' && error instanceof ApiError && Object.keys(error.errors).length > 0) {
        throw error; // The form shows it at its fields.
      }
      notify('error', `${LABELS[action]} did not work`, sentence(error));
      return false;
    }
  }

  /** As fast as possible, or back to the pace before. */
  toggleFullSpeed(): Promise<boolean> {
    return this.act('set_pace', { pace: this.pace.value === 0 ? this.limitedPace : 0 });
  }

  // FrameSink

  lastSeq(): number {
    return this.model.lastSeq;
  }

  frame(frame: Frame): void {
    if (frame.type === 'connection_established') {
      this.clockOffset = frame.data.serverTime - Date.now() / 1000;
    }
    const aspects = this.model.fold(frame);
    if (aspects === null) {
      return;
    }
    for (const aspect of aspects) {
      for (const drawable of this.watchers[aspect]) {
        invalidate(drawable);
      }
    }
    if (frame.type !== 'output_epochs' && frame.type !== 'candidate_epochs') {
      this.urgent ||= frame.type === 'status_change' || frame.type === 'initial_status';
    }
    invalidate(this);
  }

  connectionChanged(state: ConnectionState): void {
    this.connection.value = state;
    if (state.type === 'refused') {
      // Never there, or deleted while it was watched.
      void this.load();
    } else if (state.type === 'waiting') {
      // A handshake that was refused looks like an outage to a browser.
      void lookAgain();
    }
  }

  // Drawable: texts are published with the pictures, a little less often.

  draw(now: number): boolean {
    if (!this.urgent && now - this.published < PUBLISH_MS) {
      return true;
    }
    this.published = now;
    this.urgent = false;
    this.publish();
    return false;
  }

  private publish(): void {
    const { model } = this;
    const shown = model.shown();
    batch(() => {
      this.revision.value++;
      this.status.value = shown.status;
      this.phase.value = shown.phase;
      this.reason.value = shown.reason;
      this.epoch.value = shown.epoch;
      this.hiddenUnits.value = shown.hiddenUnits;
      this.maxHiddenUnits.value = model.maxHiddenUnits;
      this.loss.value = shown.loss;
      this.accuracy.value = shown.accuracy;
      this.errorBits.value = shown.errorBits;
      this.validationLoss.value = shown.validationLoss;
      this.validationAccuracy.value = shown.validationAccuracy;
      this.hasValidation.value = model.hasValidation();
      this.rate.value = model.rate();
      this.pace.value = model.pace;
      this.limitedPace = model.pace || this.limitedPace;
      this.options.value = model.options;
      this.catchingUp.value = model.isCatchingUp();
      this.generation.value = model.generation;
      this.networkRevision.value = model.networkRevision;
      this.roundCount.value = model.rounds.all.length;
      if (model.run !== null) {
        this.run.value = model.run;
      }
      if (this.awaited !== null && model.confirmed.includes(this.awaited.id)) {
        this.settle(this.awaited.id);
      }
    });
    this.tick();
  }

  /** Time passes without messages, too. */
  private tick(): void {
    const running = this.status.value === 'started' || this.status.value === 'paused';
    this.phaseSeconds.value = running ? this.model.phaseSeconds(Date.now() / 1000 + this.clockOffset) : null;
  }

  private described(run: RunDescription): void {
    this.model.describe(run);
    this.urgent = true;
    invalidate(this);
  }

  private await(action: Action, id: string): void {
    if (this.awaited !== null) {
      window.clearTimeout(this.awaited.timer);
    }
    this.pending.value = action;
    this.awaited = { id, timer: window.setTimeout(() => this.settle(id), PENDING_MS) };
  }

  private settle(id: string): void {
    if (this.awaited?.id === id) {
      window.clearTimeout(this.awaited.timer);
      this.awaited = null;
      this.pending.value = null;
    }
  }

  private async load(): Promise<void> {
    const { signal } = this.abort;
    try {
      const run = await getRun(this.id, signal);
      this.problem.value = null;
      this.described(run);
      this.dataset.value = await getDataset(this.id, signal);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof ApiError && error.status === 404) {
        this.problem.value = 'unknown';
        this.socket.close();
      } else {
        window.setTimeout(() => {
          if (!signal.aborted && !mustSignIn.value && this.dataset.value === null) {
            void this.load();
          }
        }, 3000);
      }
    }
  }
}

const REQUESTS: Readonly<Record<Action, Omit<RunCommand, 'command_id'>>> = {
  start: { command: 'start' },
  pause: { command: 'pause' },
  resume: { command: 'resume' },
  step_epoch: { command: 'step', unit: 'epoch' },
  step_phase: { command: 'step', unit: 'phase' },
  stop: { command: 'stop' },
  reset: { command: 'reset' },
  set_pace: { command: 'set_pace' },
  set_options: { command: 'set_options' },
};

export const LABELS: Readonly<Record<Action, string>> = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  step_epoch: 'Step one epoch',
  step_phase: 'Step to the end of the phase',
  stop: 'Stop',
  reset: 'Reset',
  set_pace: 'Changing the pace',
  set_options: 'Changing the options',
};

/** Whether the page asks for a sign-in anyway, because of this error. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** An error as a sentence for people. */
export function sentence(error: unknown): string {
  if (isSignedOut(error)) {
    return 'The sign-in had ended.'; // The server's own words are for programs.
  }
  return error instanceof Error ? error.message : String(error);
}
