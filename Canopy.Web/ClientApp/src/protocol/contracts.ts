import { asFloats, asNumber, Fields, ShapeError } from './shape';

/** The shapes that the server's REST interface and the stream share (Canopy.Contracts), read and checked. */

export const STATUSES = ['stopped', 'started', 'paused', 'completed', 'failed'] as const;
/** Unknown: of a newer Canopy; a run's `statusText` has its name. */
export type RunStatus = (typeof STATUSES)[number] | 'unknown';

/** A status that this page does not know does not make the rest unreadable. */
export function asStatus(text: string): RunStatus {
  return STATUSES.find((status) => status === text) ?? 'unknown';
}

export const PHASES = ['idle', 'output', 'candidate', 'inference'] as const;
export type RunPhase = (typeof PHASES)[number];

export const ACTIVATIONS = ['sigmoid', 'gaussian', 'tanh', 'linear', 'logistic', 'sine', 'relu', 'leaky_relu', 'softmax'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export type ProblemKind = 'classification' | 'regression';

export type CommandKind = 'start' | 'pause' | 'resume' | 'stop' | 'reset' | 'step' | 'set_options' | 'set_pace';

/** An options tree in its JSON form; descriptors say what each leaf means. */
export type OptionValues = { readonly [name: string]: number | string | boolean | OptionValues };

export interface DatasetDescription {
  readonly name: string;
  readonly generator: string | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly kind: ProblemKind;
  readonly patterns: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly hash: string;
}

export interface RunDescription {
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly status: RunStatus;
  readonly phase: RunPhase;
  readonly reason: string | null;
  readonly queuePosition: number | null;
  readonly dataset: DatasetDescription;
  readonly options: OptionValues;
  readonly seed: number;
  readonly pace: number;
  readonly createdAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly epoch: number;
  readonly hiddenUnits: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly errorBits: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
  readonly networkHash: string | null;
  readonly headSeq: number;
  readonly firstSeq: number;
  readonly owner: string | null;
  readonly host: string | null;
  readonly version: string | null;
  /** The status by its name where it is unknown. */
  readonly statusText: string | null;
  /** Why the server can neither train nor change it: a newer Canopy wrote it. Null where it can. */
  readonly unreadable: string | null;
}

export interface RunPage {
  readonly runs: readonly RunDescription[];
  readonly total: number;
  readonly next: string | null;
}

/** A data set with its values, row by row. */
export interface DatasetValues {
  readonly description: DatasetDescription;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

export interface CommandResult {
  readonly commandId: string;
  readonly accepted: boolean;
  readonly applied: boolean;
  readonly reason: string | null;
  readonly run: RunDescription | null;
}

export interface OptionDescriptor {
  readonly path: string;
  readonly label: string;
  readonly group: string;
  /** Of a set, the value is one or more names with commas between them. */
  readonly type: 'integer' | 'number' | 'choice' | 'set';
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly minimumExclusive: boolean;
  readonly choices: readonly string[];
  readonly help: string;
  readonly source: string;
  readonly canChangeWhileRunning: boolean;
  /** It matters only while the choice at a path is one of some; null: always. */
  readonly condition: { readonly path: string; readonly choices: readonly string[] } | null;
}

export interface GeneratorParameter {
  readonly name: string;
  readonly label: string;
  readonly isInteger: boolean;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly help: string;
}

export interface GeneratorDescriptor {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly parameters: readonly GeneratorParameter[];
  readonly suggestedPreset: string | null;
}

export interface OptionCatalogue {
  readonly options: readonly OptionDescriptor[];
  readonly presets: Readonly<Record<string, OptionValues>>;
}

export interface SystemInfo {
  readonly mode: string;
  readonly version: string | null;
  /** up, down, … or null where the server has no backend of its own. */
  readonly backend: string | null;
  readonly redis: string | null;
  /** The server takes no commands. */
  readonly readOnly: boolean;
}

/** Body of `POST /v1/runs`. */
export interface CreateRun {
  name?: string;
  note?: string;
  tags?: string[];
  dataset: { generator: string; parameters?: Record<string, number> };
  preset?: string;
  options?: OptionValues;
  seed?: number;
  pace?: number;
  start?: boolean;
}

export function readDatasetDescription(value: unknown, place: string): DatasetDescription {
  const f = Fields.of(value, place);
  const parameters: Record<string, number> = {};
  if (f.has('parameters')) {
    for (const [name, item] of Object.entries(f.raw('parameters') as Record<string, unknown>)) {
      parameters[name] = asNumber(item, `${place}.parameters.${name}`);
    }
  }
  return {
    name: f.string('name'),
    generator: f.stringOr('generator', null),
    parameters,
    kind: f.oneOf('kind', ['classification', 'regression']),
    patterns: f.number('patterns'),
    inputs: f.number('inputs'),
    outputs: f.number('outputs'),
    hash: f.stringOr('hash', ''),
  };
}

export function readRun(value: unknown, place = 'run'): RunDescription {
  const f = Fields.of(value, place);
  const status = asStatus(f.string('status'));
  return {
    id: f.string('id'),
    name: f.string('name'),
    note: f.stringOr('note', null),
    tags: f.strings('tags'),
    status,
    phase: f.oneOf('phase', PHASES),
    reason: f.stringOr('reason', null),
    queuePosition: f.numberOr('queue_position', null),
    dataset: readDatasetDescription(f.raw('dataset'), f.at('dataset')),
    options: readOptionValues(f.raw('options'), f.at('options')),
    seed: f.numberOr('seed', 0),
    pace: f.numberOr('pace', 0),
    createdAt: readDate(f.stringOr('created_at', null)),
    startedAt: readDate(f.stringOr('started_at', null)),
    finishedAt: readDate(f.stringOr('finished_at', null)),
    epoch: f.numberOr('epoch', 0),
    hiddenUnits: f.numberOr('hidden_units', 0),
    loss: f.numberOr('loss', null),
    accuracy: f.numberOr('accuracy', null),
    errorBits: f.numberOr('error_bits', null),
    validationLoss: f.numberOr('validation_loss', null),
    validationAccuracy: f.numberOr('validation_accuracy', null),
    networkHash: f.stringOr('network_hash', null),
    headSeq: f.numberOr('head_seq', 0),
    firstSeq: f.numberOr('first_seq', 1),
    owner: f.stringOr('owner', null),
    host: f.stringOr('host', null),
    version: f.stringOr('version', null),
    statusText: status === 'unknown' ? f.stringOr('status_text', f.string('status')) : null,
    unreadable: f.stringOr('unreadable', null),
  };
}

export function readOptionValues(value: unknown, place: string): OptionValues {
  if (value === undefined || value === null) {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new ShapeError(`${place} is not an object.`);
  }
  const values: Record<string, OptionValues[string]> = {};
  for (const [name, item] of Object.entries(value)) {
    if (typeof item === 'number' || typeof item === 'string' || typeof item === 'boolean') {
      values[name] = item;
    } else if (typeof item === 'object' && item !== null) {
      values[name] = readOptionValues(item, `${place}.${name}`);
    }
  }
  return values;
}

export function readRunPage(value: unknown): RunPage {
  const f = Fields.of(value, 'page');
  const runs = f.array('runs').map((run, i) => readRun(run, `runs[${i}]`));
  return { runs, total: f.numberOr('total', runs.length), next: f.stringOr('next', null) };
}

export function readDatasetValues(value: unknown): DatasetValues {
  const f = Fields.of(value, 'dataset');
  const description = readDatasetDescription(f.raw('description'), 'description');
  const inputs = asFloats(f.array('inputs').flat(), 'inputs');
  const targets = asFloats(f.array('targets').flat(), 'targets');
  if (inputs.length !== description.patterns * description.inputs || targets.length !== description.patterns * description.outputs) {
    throw new ShapeError('The data set has other sizes than its description says.');
  }
  return { description, inputs, targets };
}

export function readCommandResult(value: unknown): CommandResult {
  const f = Fields.of(value, 'command result');
  return {
    commandId: f.stringOr('command_id', ''),
    accepted: f.booleanOr('accepted', true),
    applied: f.booleanOr('applied', true),
    reason: f.stringOr('reason', null),
    run: f.has('run') ? readRun(f.raw('run')) : null,
  };
}

/** Descriptors come as an array, or inside an object beside the presets. */
export function readOptionCatalogue(value: unknown): OptionCatalogue {
  const f = Fields.of(value, 'options');
  const presets: Record<string, OptionValues> = {};
  if (f.has('presets')) {
    const given = f.raw('presets');
    if (Array.isArray(given)) {
      given.forEach((preset, i) => {
        const p = Fields.of(preset, `presets[${i}]`);
        presets[p.string('name')] = readOptionValues(p.raw('options'), `presets[${i}].options`);
      });
    } else {
      for (const [name, preset] of Object.entries(given as object)) {
        presets[name] = readOptionValues(preset, `presets.${name}`);
      }
    }
  }
  return { options: f.array('options').map((item, i) => readDescriptor(item, `options[${i}]`)), presets };
}

function readDescriptor(value: unknown, place: string): OptionDescriptor {
  const f = Fields.of(value, place);
  return {
    path: f.string('path'),
    label: f.string('label'),
    group: f.string('group'),
    type: f.oneOf('type', ['integer', 'number', 'choice', 'set']),
    minimum: f.numberOr('minimum', null),
    maximum: f.numberOr('maximum', null),
    minimumExclusive: f.booleanOr('minimum_exclusive', false),
    choices: f.strings('choices'),
    help: f.stringOr('help', ''),
    source: f.stringOr('source', ''),
    canChangeWhileRunning: f.booleanOr('can_change_while_running', false),
    condition: f.has('condition') ? readCondition(f.fields('condition')) : null,
  };
}

function readCondition(f: Fields): OptionDescriptor['condition'] {
  return { path: f.string('path'), choices: f.strings('choices') };
}

export function readGenerators(value: unknown): GeneratorDescriptor[] {
  const list = Array.isArray(value) ? value : Fields.of(value, 'generators').array('generators');
  return list.map((item: unknown, i: number) => {
    const f = Fields.of(item, `generators[${i}]`);
    return {
      name: f.string('name'),
      label: f.string('label'),
      help: f.stringOr('help', ''),
      suggestedPreset: f.stringOr('suggested_preset', null),
      parameters: f.arrayOr('parameters').map((parameter, j) => {
        const p = Fields.of(parameter, `generators[${i}].parameters[${j}]`);
        return {
          name: p.string('name'),
          label: p.string('label'),
          isInteger: p.booleanOr('is_integer', false),
          default: p.number('default'),
          minimum: p.number('minimum'),
          maximum: p.number('maximum'),
          help: p.stringOr('help', ''),
        };
      }),
    };
  });
}

export function readSystem(value: unknown): SystemInfo {
  const f = Fields.of(value, 'system');
  return {
    mode: f.stringOr('mode', ''),
    version: f.stringOr('version', null),
    backend: readState(f.raw('backend')),
    redis: readState(f.raw('redis')),
    readOnly: f.booleanOr('read_only', false),
  };
}

/** A dependency's state, given as a word or as an object with a `status`. */
function readState(value: unknown): string | null {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'string') {
    return value.status;
  }
  return null;
}

function readDate(text: string | null): Date | null {
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}
