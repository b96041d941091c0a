import type { Signal } from '@preact/signals';
import { batch, signal } from '@preact/signals';

/** One part of what the page shows: a signal, and how it is written in the URL. */
export interface Setting<T> {
  readonly name: string;
  readonly initial: T;
  readonly signal: Signal<T>;
  /** Belongs to one run and is forgotten when another is opened. */
  readonly ofRun: boolean;
  /** Undefined for a text that means nothing. */
  parse(text: string): T | undefined;
  format(value: T): string;
}

function setting<T>(
  name: string,
  initial: T,
  parse: (text: string) => T | undefined,
  format: (value: T) => string,
  ofRun = false,
): Setting<T> {
  return { name, initial, signal: signal(initial), ofRun, parse, format };
}

function text(name: string, ofRun = false): Setting<string> {
  return setting(name, '', (t) => t, String, ofRun);
}

function choice<T extends string>(name: string, choices: readonly [T, ...T[]], ofRun = false): Setting<T> {
  return setting<T>(name, choices[0], (t) => choices.find((c) => c === t), String, ofRun);
}

function integer(name: string, initial: number, minimum: number, maximum: number): Setting<number> {
  return setting(name, initial, (t) => parseInteger(t, minimum, maximum), String);
}

function optionalInteger(name: string, maximum: number): Setting<number | null> {
  return setting<number | null>(name, null, (t) => parseInteger(t, 0, maximum), String, true);
}

/** Numbers joined by a character that URLs leave alone. */
function numbers(name: string, count: number | null, ofRun = true): Setting<readonly number[] | null> {
  return setting<readonly number[] | null>(
    name,
    null,
    (t) => {
      const values = t.split('_').map(Number);
      return values.every(Number.isFinite) && (count === null || values.length === count) ? values : undefined;
    },
    (value) => (value ?? []).map((v) => Number(v.toPrecision(6))).join('_'),
    ofRun,
  );
}

function parseInteger(text: string, minimum: number, maximum: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= minimum && value <= maximum ? value : undefined;
}

/** Everything that a link to the page must carry. */
export const settings = {
  run: text('run'),
  /** The panel that fills the page; none: all panels side by side. */
  panel: choice('panel', ['', 'metrics', 'candidates', 'topology', 'boundary']),
  dialog: choice('dialog', ['', 'new', 'help', 'options']),

  search: text('search'),
  filter: choice('status', ['', 'started', 'paused', 'stopped', 'completed', 'failed']),

  lossScale: choice('loss', ['log', 'linear']),
  x: choice('x', ['epoch', 'units', 'time']),
  /** Newest epochs to show; 0 for all. */
  window: integer('window', 0, 0, 1_000_000),
  zoom: numbers('zoom', 2),
  metricsTable: choice('metrics', ['chart', 'table']),

  /** Candidate round; null follows the newest. */
  round: optionalInteger('round', 100_000),
  candidatesTable: choice('candidates', ['chart', 'table']),

  topology: choice('topology', ['cascade', 'links', 'matrix']),
  topologyView: numbers('tview', 3),

  boundary: choice('boundary', ['confidence', 'classes']),
  resolution: integer('resolution', 150, 50, 400),
  /** Output whose value is shown; null for all together. */
  output: optionalInteger('output', 1000),
  /** Hidden unit whose response is shown instead of the outputs. */
  unit: optionalInteger('unit', 1000),
  axes: numbers('axes', 2),
  /** Values of the inputs that are not axes, one for each input; null: their means. */
  slice: numbers('slice', null),
  area: numbers('area', 4),
  points: choice('points', ['shown', 'hidden']),
} as const;

// The table above is heterogeneous; each entry is consistent in itself.
const all = Object.values(settings) as unknown as ReadonlyArray<Setting<unknown>>;

/** The query that describes the present view; what is as at first is left out. */
export function writeSettings(): string {
  const query = new URLSearchParams();
  for (const s of all) {
    const value = s.signal.value;
    if (value !== s.initial) {
      query.set(s.name, s.format(value));
    }
  }
  return query.toString();
}

/** Takes over the view that a query describes; what it does not name, or not sensibly, is as at first. */
export function readSettings(query: string): void {
  const given = new URLSearchParams(query);
  batch(() => {
    for (const s of all) {
      const text = given.get(s.name);
      const value = text === null ? undefined : s.parse(text);
      s.signal.value = value === undefined ? s.initial : value;
    }
  });
}

/** Opens a run, or the list with ''; forgets what belonged to the run before. */
export function showRun(id: string): void {
  batch(() => {
    if (id !== settings.run.signal.value) {
      for (const s of all) {
        if (s.ofRun) {
          s.signal.value = s.initial;
        }
      }
      settings.panel.signal.value = '';
    }
    settings.dialog.signal.value = '';
    settings.run.signal.value = id;
  });
}
