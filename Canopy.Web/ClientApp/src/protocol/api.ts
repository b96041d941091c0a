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
import { readCommandResult, readDatasetValues, readGenerators, readOptionCatalogue, readRun, readRunPage, readSystem } from './contracts';
import { ApiError, request } from './request';

export type { FieldErrors } from './request';
export { ApiError } from './request';

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
