import {
  type CreateRun,
  type DatasetValues,
  type GeneratorDescriptor,
  type OptionCatalogueBody,
  type RunCommand,
  type RunCommandResult,
  type RunDescription,
  type RunPage,
  readDatasetValues,
  readGeneratorCatalogueBody,
  readOptionCatalogueBody,
  readRunCommandResult,
  readRunDescription,
  readRunPage,
  readSystemStatus,
  type SystemStatus,
} from './contracts';
import { ApiError, request } from './request';
import { readAt, ShapeError } from './shape';

export type { FieldErrors } from './request';
export { ApiError } from './request';

/** A command under an id of its own, so that it has one effect however often it arrives. */
export type CommandRequest = RunCommand & { readonly command_id: string };

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
  return readAt(readRunPage, await request('GET', `v1/runs${query.size > 0 ? `?${query}` : ''}`, undefined, signal), 'page');
}

export async function getRun(id: string, signal?: AbortSignal): Promise<RunDescription> {
  return readAt(readRunDescription, await request('GET', `v1/runs/${encodeURIComponent(id)}`, undefined, signal), 'run');
}

export async function getDataset(id: string, signal?: AbortSignal): Promise<DatasetValues> {
  return checkDataset(await request('GET', `v1/runs/${encodeURIComponent(id)}/dataset`, undefined, signal));
}

export async function getOptions(): Promise<OptionCatalogueBody> {
  return readAt(readOptionCatalogueBody, await request('GET', 'v1/options'), 'options');
}

export async function getGenerators(): Promise<readonly GeneratorDescriptor[]> {
  return readAt(readGeneratorCatalogueBody, await request('GET', 'v1/generators'), 'generators').generators;
}

export async function getSystem(signal?: AbortSignal): Promise<SystemStatus> {
  return readAt(readSystemStatus, await request('GET', 'v1/system', undefined, signal), 'system');
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
  return checkDataset(await request('GET', `v1/datasets/preview?${query}`, undefined, signal));
}

export async function createRun(body: CreateRun): Promise<RunDescription> {
  return readAt(readRunDescription, await request('POST', 'v1/runs', body), 'run');
}

export async function deleteRun(id: string): Promise<void> {
  await request('DELETE', `v1/runs/${encodeURIComponent(id)}`);
}

/** Sends a command; asks again after a fault, under the same id. */
export async function sendCommand(runId: string, command: CommandRequest): Promise<RunCommandResult> {
  for (let attempt = 0; ; attempt++) {
    try {
      return readAt(
        readRunCommandResult,
        await request('POST', `v1/runs/${encodeURIComponent(runId)}/commands`, command),
        'command result',
      );
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTransient || attempt >= 3) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}

/** A data set has as many values as its description says; drawing relies on it. @throws ShapeError */
export function checkDataset(value: unknown): DatasetValues {
  const dataset = readAt(readDatasetValues, value, 'dataset');
  const { patterns, inputs, outputs } = dataset.description;
  if (dataset.inputs.length !== patterns * inputs || dataset.targets.length !== patterns * outputs) {
    throw new ShapeError('The data set has other sizes than its description says.');
  }
  return dataset;
}

/** Address of a run's stream. */
export function trainingUrl(runId: string, after: number, page: Location = location): string {
  const url = new URL('/ws/training', page.href);
  url.protocol = page.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('run', runId);
  url.searchParams.set('after', String(after));
  return url.href;
}
