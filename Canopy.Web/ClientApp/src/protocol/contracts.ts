// Generated from contracts/*.json by `npm run contracts`; not edited by hand.

import { type OptionValues, arrayOf, boolean, date, floats, integer, number, object, oneOf, optionTree, optional, recordOf, string } from './shape';

export const RUN_STATUS_VALUES = ['stopped', 'started', 'paused', 'completed', 'failed', 'unknown'] as const;
/** Where a run stands. Started covers both training and waiting in the queue. */
export type RunStatus = (typeof RUN_STATUS_VALUES)[number];
export const readRunStatus = /* @__PURE__ */ oneOf(RUN_STATUS_VALUES);

export const RUN_PHASE_VALUES = ['idle', 'output', 'candidate', 'inference'] as const;
/** What a run is doing; Inference is a completed network that only answers. */
export type RunPhase = (typeof RUN_PHASE_VALUES)[number];
export const readRunPhase = /* @__PURE__ */ oneOf(RUN_PHASE_VALUES);

export const PROBLEM_KIND_VALUES = ['classification', 'regression'] as const;
/** Whether targets are classes or values. */
export type ProblemKind = (typeof PROBLEM_KIND_VALUES)[number];
export const readProblemKind = /* @__PURE__ */ oneOf(PROBLEM_KIND_VALUES);

/** The data of a run, without the values. */
export interface DatasetDescription {
  readonly name: string;
  readonly generator: string | null;
  readonly parameters: Readonly<Record<string, number>> | null;
  readonly kind: ProblemKind;
  readonly patterns: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly hash: string;
}

export const readDatasetDescription = /* @__PURE__ */ object<DatasetDescription>({
  name: string,
  generator: optional(string),
  parameters: optional(recordOf(number)),
  kind: readProblemKind,
  patterns: integer,
  inputs: integer,
  outputs: integer,
  hash: string,
});

/** A run as a list or a page shows it. */
export interface RunDescription {
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly status: RunStatus;
  /** The status by its name where it is RunStatus.Unknown. */
  readonly statusText: string | null;
  readonly phase: RunPhase;
  /** Why it failed or how it completed: victory, max_hidden_units, max_epochs, early_stopped, diverged, or a sentence. */
  readonly reason: string | null;
  /** 1 for the run that is next; null when it is not waiting. */
  readonly queuePosition: number | null;
  readonly dataset: DatasetDescription;
  readonly options: OptionValues;
  readonly seed: number;
  readonly pace: number;
  readonly createdAt: Date;
  /** account:NAME, token:NAME, or local where nobody is asked (docs/security.md); null in runs of older versions. */
  readonly createdBy: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Completed epochs, both kinds. */
  readonly epoch: number;
  readonly hiddenUnits: number;
  /** Of the last output epoch; null before the first. */
  readonly loss: number | null;
  /** Share in [0, 1] of the last output epoch; null before the first and for regression. */
  readonly accuracy: number | null;
  readonly errorBits: number | null;
  /** Over the validation patterns, of the last output epoch; null before the first and without validation. */
  readonly validationLoss: number | null;
  /** The same; null for regression, too. */
  readonly validationAccuracy: number | null;
  /** Of the finished network: string Network.ComputeHash(). */
  readonly networkHash: string | null;
  /** Number of the newest log entry. */
  readonly headSeq: number;
  /** Number of the oldest log entry that is kept: 1, or the entry of the last reset. */
  readonly firstSeq: number;
  /** The backend that trains it now, and its machine. */
  readonly owner: string | null;
  readonly host: string | null;
  /** Numeric profile it is trained under (docs/decisions/0002). */
  readonly numericProfile: string | null;
  /** Version of the program that created it. */
  readonly version: string | null;
  /** Version of what is kept of it: RunFormat. */
  readonly format: number | null;
  /** Set where a newer Canopy wrote it: what is newer, and what helps, in a sentence. It is then shown as far as this program can read it, and neither trained nor changed. */
  readonly unreadable: string | null;
}

export const readRunDescription = /* @__PURE__ */ object<RunDescription>({
  id: string,
  name: string,
  note: optional(string),
  tags: arrayOf(string),
  status: readRunStatus,
  statusText: optional(string),
  phase: readRunPhase,
  reason: optional(string),
  queuePosition: optional(integer),
  dataset: readDatasetDescription,
  options: optionTree,
  seed: integer,
  pace: number,
  createdAt: date,
  createdBy: optional(string),
  startedAt: optional(date),
  finishedAt: optional(date),
  epoch: integer,
  hiddenUnits: integer,
  loss: optional(number),
  accuracy: optional(number),
  errorBits: optional(integer),
  validationLoss: optional(number),
  validationAccuracy: optional(number),
  networkHash: optional(string),
  headSeq: integer,
  firstSeq: integer,
  owner: optional(string),
  host: optional(string),
  numericProfile: optional(string),
  version: optional(string),
  format: optional(integer),
  unreadable: optional(string),
});

/** A page of runs, newest first. */
export interface RunPage {
  /** The runs. */
  readonly runs: readonly RunDescription[];
  /** How many match in all. */
  readonly total: number;
  /** Value of `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

export const readRunPage = /* @__PURE__ */ object<RunPage>({
  runs: arrayOf(readRunDescription),
  total: integer,
  next: optional(string),
});

/** The values of a run's data, for `GET /v1/runs/{id}/dataset`: row by row, pattern after pattern. */
export interface DatasetValues {
  readonly description: DatasetDescription;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

export const readDatasetValues = /* @__PURE__ */ object<DatasetValues>({
  description: readDatasetDescription,
  inputs: floats,
  targets: floats,
});

export const RUN_COMMAND_KIND_VALUES = ['start', 'pause', 'resume', 'stop', 'reset', 'step', 'set_options', 'set_pace'] as const;
/** What can be asked of a run. */
export type RunCommandKind = (typeof RUN_COMMAND_KIND_VALUES)[number];
export const readRunCommandKind = /* @__PURE__ */ oneOf(RUN_COMMAND_KIND_VALUES);

/** What became of a command. */
export interface RunCommandResult {
  /** The command's id. */
  readonly commandId: string;
  /** The command. */
  readonly command: RunCommandKind;
  /** False: refused, for Reason. */
  readonly accepted: boolean;
  /** False while accepted: handed to the run's owner, who has not answered within the time allowed. */
  readonly applied: boolean;
  /** Why it was refused; null otherwise. */
  readonly reason: string | null;
  /** The run afterwards. */
  readonly run: RunDescription | null;
}

export const readRunCommandResult = /* @__PURE__ */ object<RunCommandResult>({
  commandId: string,
  command: readRunCommandKind,
  accepted: boolean,
  applied: boolean,
  reason: optional(string),
  run: optional(readRunDescription),
});

/** An option matters only while the choice at Path is one of Choices. */
export interface OptionCondition {
  readonly path: string;
  readonly choices: readonly string[];
}

export const readOptionCondition = /* @__PURE__ */ object<OptionCondition>({
  path: string,
  choices: arrayOf(string),
});

/** What a form or a document needs to know of one option. */
export interface OptionDescriptor {
  /** Path in the JSON form, snake_case: `candidate.patience`. */
  readonly path: string;
  /** A few words for a form. */
  readonly label: string;
  /** Heading it belongs under: Network, Output phase, Candidate phase, Validation, Run. */
  readonly group: string;
  /** `integer`, `number`, `choice` (one name) or `set` (one or more names, separated by commas). */
  readonly type: 'integer' | 'number' | 'choice' | 'set';
  /** Smallest accepted value; null for choices and sets. */
  readonly minimum: number | null;
  /** Largest accepted value; null for choices and sets. */
  readonly maximum: number | null;
  /** The minimum itself is refused. */
  readonly minimumExclusive: boolean;
  /** Accepted names of a choice or set; null for numbers. */
  readonly choices: readonly string[] | null;
  /** What it does, in a sentence or two. */
  readonly help: string;
  /** Where its default comes from. */
  readonly source: string;
  /** Whether it may change between epochs of a run. */
  readonly canChangeWhileRunning: boolean;
  /** When it matters; null for always. It is accepted at any time. */
  readonly condition: OptionCondition | null;
}

export const readOptionDescriptor = /* @__PURE__ */ object<OptionDescriptor>({
  path: string,
  label: string,
  group: string,
  type: oneOf(['integer', 'number', 'choice', 'set']),
  minimum: optional(number),
  maximum: optional(number),
  minimumExclusive: boolean,
  choices: optional(arrayOf(string)),
  help: string,
  source: string,
  canChangeWhileRunning: boolean,
  condition: optional(readOptionCondition),
});

/** Body of `GET /v1/options`: what a form of options needs. */
export interface OptionCatalogueBody {
  /** Every option, in the order of a form. */
  readonly options: readonly OptionDescriptor[];
  /** Options by the name of the preset. */
  readonly presets: Readonly<Record<string, OptionValues>>;
  /** Options of the default preset. */
  readonly defaults: OptionValues;
}

export const readOptionCatalogueBody = /* @__PURE__ */ object<OptionCatalogueBody>({
  options: arrayOf(readOptionDescriptor),
  presets: recordOf(optionTree),
  defaults: optionTree,
});

/** One parameter of a generator: a number with its default and accepted range. */
export interface GeneratorParameter {
  readonly name: string;
  readonly label: string;
  readonly isInteger: boolean;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly help: string;
}

export const readGeneratorParameter = /* @__PURE__ */ object<GeneratorParameter>({
  name: string,
  label: string,
  isInteger: boolean,
  default: number,
  minimum: number,
  maximum: number,
  help: string,
});

/** A data generator by name, with its parameters. */
export interface GeneratorDescriptor {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly parameters: readonly GeneratorParameter[];
  readonly suggestedPreset: string;
}

export const readGeneratorDescriptor = /* @__PURE__ */ object<GeneratorDescriptor>({
  name: string,
  label: string,
  help: string,
  parameters: arrayOf(readGeneratorParameter),
  suggestedPreset: string,
});

/** Body of `GET /v1/generators`. */
export interface GeneratorCatalogueBody {
  readonly generators: readonly GeneratorDescriptor[];
}

export const readGeneratorCatalogueBody = /* @__PURE__ */ object<GeneratorCatalogueBody>({
  generators: arrayOf(readGeneratorDescriptor),
});

/** Something that web depends on. */
export interface DependencyStatus {
  /** Whether it answers. */
  readonly status: 'up' | 'down' | 'not_configured';
  /** Time of the last question, in milliseconds. */
  readonly latencyMs: number | null;
}

export const readDependencyStatus = /* @__PURE__ */ object<DependencyStatus>({
  status: oneOf(['up', 'down', 'not_configured']),
  latencyMs: optional(number),
});

/** Answer of `GET /v1/system`: where training happens and what answers. */
export interface SystemStatus {
  /** demo: in web itself; no_backend: nothing can be started. */
  readonly mode: 'demo' | 'cascor_backend' | 'no_backend';
  /** Of web. */
  readonly version: string;
  /** The web process that answered. */
  readonly serverInstanceId: string;
  /** Every change is refused. */
  readonly readOnly: boolean;
  readonly backend: DependencyStatus;
  readonly redis: DependencyStatus;
}

export const readSystemStatus = /* @__PURE__ */ object<SystemStatus>({
  mode: oneOf(['demo', 'cascor_backend', 'no_backend']),
  version: string,
  serverInstanceId: string,
  readOnly: boolean,
  backend: readDependencyStatus,
  redis: readDependencyStatus,
});

/** Answer of `GET /v1/session`, also to those who have not signed in. */
export interface SessionStatus {
  /** Whether anybody has to sign in here. */
  readonly required: boolean;
  readonly name: string | null;
  /** Null before the sign-in. */
  readonly role: 'viewer' | 'operator' | 'admin' | null;
  readonly expiresAt: Date | null;
  /** Every change is refused, whoever asks. */
  readonly readOnly: boolean;
}

export const readSessionStatus = /* @__PURE__ */ object<SessionStatus>({
  required: boolean,
  name: optional(string),
  role: optional(oneOf(['viewer', 'operator', 'admin'])),
  expiresAt: optional(date),
  readOnly: boolean,
});

/** A run's status changed. */
export interface StatusChangeDetails {
  readonly status: RunStatus;
  readonly previousStatus: RunStatus | null;
  readonly phase: RunPhase;
  readonly epoch: number;
  readonly hiddenUnits: number;
  /** created, start, pause, resume, stop, reset, step, victory, max_hidden_units, max_epochs, early_stopped, diverged, error. */
  readonly cause: string;
  /** A sentence, for failures. */
  readonly reason: string | null;
  /** The command that caused it. */
  readonly commandId: string | null;
  /** Who gave that command, or created the run, in the words of a run's created_by; null when nobody did. */
  readonly by: string | null;
  /** Final or current figures; null before the first output epoch. */
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly errorBits: number | null;
  /** The same over the validation patterns; null without them. */
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  /** On completion. */
  readonly networkHash: string | null;
}

export const readStatusChangeDetails = /* @__PURE__ */ object<StatusChangeDetails>({
  status: readRunStatus,
  previousStatus: optional(readRunStatus),
  phase: readRunPhase,
  epoch: integer,
  hiddenUnits: integer,
  cause: string,
  reason: optional(string),
  commandId: optional(string),
  by: optional(string),
  loss: optional(number),
  accuracy: optional(number),
  errorBits: optional(integer),
  validationLoss: optional(number),
  validationAccuracy: optional(number),
  networkHash: optional(string),
});

/** Data of an `event` envelope: which event, and its details, as the ancestor's clients expect it. */
export interface StatusChange {
  readonly details: StatusChangeDetails;
  readonly eventType: string;
}

export const readStatusChange = /* @__PURE__ */ object<StatusChange>({
  details: readStatusChangeDetails,
  eventType: string,
});

/** Data of a `state` envelope: a phase begins. */
export interface PhaseChange {
  readonly status: RunStatus;
  readonly phase: RunPhase;
  /** Epochs completed before the phase. */
  readonly currentEpoch: number;
  readonly hiddenUnits: number;
  readonly maxHiddenUnits: number;
  /** Unix time in seconds. */
  readonly phaseStartedAt: number;
}

export const readPhaseChange = /* @__PURE__ */ object<PhaseChange>({
  status: readRunStatus,
  phase: readRunPhase,
  currentEpoch: integer,
  hiddenUnits: integer,
  maxHiddenUnits: integer,
  phaseStartedAt: number,
});

export const ACTIVATION_VALUES = ['sigmoid', 'gaussian', 'tanh', 'linear', 'logistic', 'sine', 'relu', 'leaky_relu', 'softmax'] as const;
/** Activation function of a hidden or output unit; s is the unit's net input. */
export type Activation = (typeof ACTIVATION_VALUES)[number];
export const readActivation = /* @__PURE__ */ oneOf(ACTIVATION_VALUES);

/** The installed unit. */
export interface CascadeAddDetails {
  /** From 0. */
  readonly unitIndex: number;
  readonly totalHiddenUnits: number;
  readonly epoch: number;
  /** Index of the winner in its pool. */
  readonly candidate: number;
  /** Its score S (Fahlman and Lebiere 1990, section 2), over the sum of squared residual errors. */
  readonly correlation: number;
  readonly activation: Activation;
  /** Its depth, from 1: one more than the deepest unit that it is linked to. Entries of older versions do not have it; they are of plain cascades, where each unit is a layer. */
  readonly layer: number | null;
  /** Frozen input weights: bias, inputs, earlier hidden units; 0 where there is no link. */
  readonly weights: Float32Array;
}

export const readCascadeAddDetails = /* @__PURE__ */ object<CascadeAddDetails>({
  unitIndex: integer,
  totalHiddenUnits: integer,
  epoch: integer,
  candidate: integer,
  correlation: number,
  activation: readActivation,
  layer: optional(integer),
  weights: floats,
});

/** Data of an `event` envelope: a candidate became a hidden unit. */
export interface CascadeAdd {
  readonly details: CascadeAddDetails;
  readonly eventType: string;
}

export const readCascadeAdd = /* @__PURE__ */ object<CascadeAdd>({
  details: readCascadeAddDetails,
  eventType: string,
});

/** Data of a `topology` envelope: the output weights as they are now. Training with validation may end by returning to an earlier network: then int Topology.HiddenUnits is less than the units installed, and the later ones are gone. */
export interface Topology {
  readonly inputUnits: number;
  readonly hiddenUnits: number;
  readonly outputUnits: number;
  readonly epoch: number;
  /** False for a sample in mid-phase, true for the weights at a phase's end. */
  readonly phaseEnd: boolean;
  /** One row per output: bias, inputs, hidden units. */
  readonly outputWeights: readonly Float32Array[];
}

export const readTopology = /* @__PURE__ */ object<Topology>({
  inputUnits: integer,
  hiddenUnits: integer,
  outputUnits: integer,
  epoch: integer,
  phaseEnd: boolean,
  outputWeights: arrayOf(floats),
});

/** Data of a `params_updated` envelope: options or pace changed; they hold from epoch `Epoch` + 1. */
export interface ParamsUpdated {
  readonly epoch: number;
  readonly commandId: string | null;
  /** Who gave the command, in the words of a run's created_by. */
  readonly by: string | null;
  /** All options after the change; null when only the pace changed. */
  readonly options: OptionValues | null;
  readonly pace: number | null;
  /** The change as it was asked for. */
  readonly applied: OptionValues | null;
}

export const readParamsUpdated = /* @__PURE__ */ object<ParamsUpdated>({
  epoch: integer,
  commandId: optional(string),
  by: optional(string),
  options: optional(optionTree),
  pace: optional(number),
  applied: optional(optionTree),
});

/** The new owner. */
export interface OwnerChangeDetails {
  readonly owner: string;
  readonly host: string;
  /** Fencing token: grows with every owner. */
  readonly token: number;
  /** Epoch of the checkpoint it resumed from; 0 at the start. */
  readonly epoch: number;
  readonly numericProfile: string;
  /** The checkpoint was written under another numeric profile: results agree within a tolerance, not bit for bit. */
  readonly profileChanged: boolean | null;
}

export const readOwnerChangeDetails = /* @__PURE__ */ object<OwnerChangeDetails>({
  owner: string,
  host: string,
  token: integer,
  epoch: integer,
  numericProfile: string,
  profileChanged: optional(boolean),
});

/** Data of an `event` envelope: another backend trains the run from here on. */
export interface OwnerChange {
  readonly details: OwnerChangeDetails;
  readonly eventType: string;
}

export const readOwnerChange = /* @__PURE__ */ object<OwnerChange>({
  details: readOwnerChangeDetails,
  eventType: string,
});

/** First frame of a connection. */
export interface ConnectionEstablished {
  readonly clientId: string;
  /** Unix time in seconds. */
  readonly serverTime: number;
  /** The server process; another one after a reconnect is no reason for concern. */
  readonly serverInstanceId: string;
  readonly version: string;
  readonly heartbeatSeconds: number;
}

export const readConnectionEstablished = /* @__PURE__ */ object<ConnectionEstablished>({
  clientId: string,
  serverTime: number,
  serverInstanceId: string,
  version: string,
  heartbeatSeconds: number,
});

/** Second frame: the run as it stands; events after the client's last number follow. */
export interface InitialStatus {
  readonly run: RunDescription;
}

export const readInitialStatus = /* @__PURE__ */ object<InitialStatus>({
  run: readRunDescription,
});

/** Heartbeat; a client may answer with `{"type":"pong"}`. */
export interface Ping {
  readonly serverTime: number;
}

export const readPing = /* @__PURE__ */ object<Ping>({
  serverTime: number,
});

/** The server is about to close the socket with 1001: it stops, or the token of the one who opened the socket has expired. */
export interface ServerShutdown {
  /** A few words. */
  readonly reason: string;
  /** When to come back; at once may reach another replica. */
  readonly retryAfterSeconds: number;
}

export const readServerShutdown = /* @__PURE__ */ object<ServerShutdown>({
  reason: string,
  retryAfterSeconds: number,
});

/** Patterns in place: one row per pattern. */
export interface InlineData {
  readonly name?: string;
  readonly kind?: ProblemKind;
  readonly inputs: readonly (readonly number[])[];
  /** Classification: −0.5 and 0.5, one output for two classes, else one per class. Regression: any finite values. */
  readonly targets: readonly (readonly number[])[];
}

/** Names a data set: a generator with its parameters, or values given in place. */
export interface DatasetSpec {
  /** Name of a generator; absent where data is given. */
  readonly generator?: string;
  /** Generator parameters that differ from their defaults. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** Values in place of a generator. */
  readonly data?: InlineData;
}

/** Body of `POST /v1/runs`. */
export interface CreateRun {
  /** At most 100 characters; made from the data set's name when absent. */
  readonly name?: string;
  /** At most 2,000 characters. */
  readonly note?: string;
  /** At most 20 of at most 40 characters. */
  readonly tags?: readonly string[];
  /** What to train on. */
  readonly dataset: DatasetSpec;
  /** Preset to start from; the generator's suggestion when absent. */
  readonly preset?: string;
  /** Options that differ from the preset, in the JSON form of TrainingOptions. */
  readonly options?: OptionValues;
  /** Seed of the initial weights. Range [0, 2^53 − 1]. Drawn by the server when absent. */
  readonly seed?: number;
  /** Epochs per second, or 0 for as fast as possible. Range 0, or [0.1, 1,000,000]. A watchable speed for small problems when absent. */
  readonly pace?: number;
  /** Whether to start it at once. */
  readonly start?: boolean;
}

export const STEP_UNIT_VALUES = ['epoch', 'phase'] as const;
/** How far a step goes. */
export type StepUnit = (typeof STEP_UNIT_VALUES)[number];
export const readStepUnit = /* @__PURE__ */ oneOf(STEP_UNIT_VALUES);

/** One command for one run. */
export interface RunCommand {
  readonly command: RunCommandKind;
  /** Idempotency key: a repeated command with the same id has one effect. Made up by the server when absent. */
  readonly command_id?: string;
  /** For RunCommandKind.Step. */
  readonly unit?: StepUnit;
  /** For RunCommandKind.SetOptions: the options to change, in the JSON form of the options; others stay. */
  readonly options?: OptionValues;
  /** For RunCommandKind.SetPace: epochs per second, or 0 for as fast as possible. Range 0, or [0.1, 1,000,000]. */
  readonly pace?: number;
}

/** Body of `POST /v1/session`: a name and its password, or a token. */
export interface SignIn {
  readonly name?: string;
  readonly password?: string;
  readonly token?: string;
}

/** Kind of a binary frame → its name. */
export const FRAME_TYPES = {
  1: 'output_epochs',
  2: 'candidate_epochs',
  16: 'status_change',
  17: 'phase_change',
  18: 'cascade_add',
  19: 'topology',
  20: 'params_updated',
  21: 'owner_change',
  128: 'connection_established',
  129: 'initial_status',
  130: 'ping',
  131: 'server_shutdown',
  132: 'pong',
} as const;

export type FrameType = (typeof FRAME_TYPES)[keyof typeof FRAME_TYPES];

/** Id of a column of epochs → its name. */
export const COLUMNS = {
  0: 'epoch',
  1: 'loss',
  2: 'accuracy',
  3: 'error_bits',
  4: 'scores',
  5: 'validation_loss',
  6: 'validation_accuracy',
} as const;

export type Column = (typeof COLUMNS)[keyof typeof COLUMNS];
