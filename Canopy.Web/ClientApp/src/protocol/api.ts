import {
  readCommandResult,
  readDatasetValues,
  readGenerators,
  readOptionCatalogue,
  readRun,
  readRunPage,
  readSystem,
} from './contracts';
import type {
  CommandKind,
  CommandResult,
  CreateRun,
  DatasetValues,
  GeneratorDescriptor,
  OptionCatalogue,
  OptionValues,
  RunDescription,
  RunPage,
  SystemInfo,
} from './contracts';

/** Field path → sentences that say what is wrong with it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** The server refused, or could not be reached (status 0). */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    message: string,
    readonly status: number,
    readonly errors: FieldErrors = {},
  ) {
    super(message);
  }

  /** Whether asking again may help. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface CommandRequest {
  readonly command: CommandKind;
  readonly commandId: string;
  readonly unit?: 'epoch' | 'phase';
  readonly options?: OptionValues;
  readonly pace?: number;
}

export interface RunFilter {
  readonly search?: string;
  readonly status?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

const REQUEST_SECONDS = 15;

export async function listRuns(filter: RunFilter, signal?: AbortSignal): Promise<RunPage> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter) as Array<[string, string | number | undefined]>) {
    if (value !== undefined && value !== '') {
      query.set(name, String(value));
    }
  }
  return readRunPage(await request('GET', `v1/runs${query.size > 0 ? `?${query}` : ''}`, undefined, signal));
}

export async function getRun(id: string, signal?: AbortSignal): Promise<RunDescription> {
  return readRun(await request('GET', `v1/runs/${encodeURIComponent(id)}`, undefined, signal));
}

export async function getDataset(id: string, signal?: AbortSignal): Promise<DatasetValues> {
  return readDatasetValues(await request('GET', `v1/runs/${encodeURIComponent(id)}/dataset`, undefined, signal));
}

export async function getOptions(): Promise<OptionCatalogue> {
  return readOptionCatalogue(await request('GET', 'v1/options'));
}

export async function getGenerators(): Promise<GeneratorDescriptor[]> {
  return readGenerators(await request('GET', 'v1/generators'));
}

export async function getSystem(signal?: AbortSignal): Promise<SystemInfo> {
  return readSystem(await request('GET', 'v1/system', undefined, signal));
}

export async function previewDataset(
  generator: string,
  parameters: Readonly<Record<string, number>>,
  signal?: AbortSignal,
): Promise<DatasetValues> {
  const query = new URLSearchParams({ generator });
  for (const [name, value] of Object.entries(parameters)) {
    query.set(name, String(value));
  }
  return readDatasetValues(await request('GET', `v1/datasets/preview?${query}`, undefined, signal));
}

export async function createRun(body: CreateRun): Promise<RunDescription> {
  return readRun(await request('POST', 'v1/runs', body));
}

export async function deleteRun(id: string): Promise<void> {
  await request('DELETE', `v1/runs/${encodeURIComponent(id)}`);
}

/** Sends a command; asks again after a fault, under the same id, so that it has one effect however often it arrives. */
export async function sendCommand(runId: string, command: CommandRequest): Promise<CommandResult> {
  const body: Record<string, unknown> = { command: command.command, command_id: command.commandId };
  if (command.unit !== undefined) {
    body['unit'] = command.unit;
  }
  if (command.options !== undefined) {
    body['options'] = command.options;
  }
  if (command.pace !== undefined) {
    body['pace'] = command.pace;
  }
  for (let attempt = 0; ; attempt++) {
    try {
      return readCommandResult(await request('POST', `v1/runs/${encodeURIComponent(runId)}/commands`, body));
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTransient || attempt >= 3) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

/** Address of a run's stream. */
export function trainingUrl(runId: string, after: number, page: Location = location): string {
  const url = new URL('/ws/training', page.href);
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('run', runId);
  url.searchParams.set('after', String(after));
  return url.href;
}

async function request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
  const limit = AbortSignal.timeout(REQUEST_SECONDS * 1000);
  const init: RequestInit = { method, signal: signal ? AbortSignal.any([signal, limit]) : limit };
  init.headers = { accept: 'application/json' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }

  let response: Response;
  try {
    response = await fetch(`/${path}`, init);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError(limit.aborted ? 'The server does not answer.' : 'The server cannot be reached.', 0);
  }

  const text = await response.text();
  let value: unknown = null;
  try {
    value = text === '' ? null : JSON.parse(text);
  } catch {
    // Not from our server: a proxy's page, say.
  }
  if (!response.ok) {
    throw problem(response.status, value);
  }
  if (value === null && response.status !== 204 && text !== '') {
    throw new ApiError('The server answered with something other than JSON.', response.status);
  }
  return value;
}

/** Problem details (RFC 9457), with `errors` where fields are wrong, or a refused command's result with its reason. */
function problem(status: number, value: unknown): ApiError {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const sentence = [fields['detail'], fields['reason'], fields['title']].find((s): s is string => typeof s === 'string' && s !== '');
  const errors: Record<string, string[]> = {};
  if (typeof fields['errors'] === 'object' && fields['errors'] !== null) {
    for (const [name, messages] of Object.entries(fields['errors'])) {
      errors[name] = (Array.isArray(messages) ? messages : [messages]).map(String);
    }
  }
  return new ApiError(sentence ?? `The server refused (${status}).`, status, errors);
}
