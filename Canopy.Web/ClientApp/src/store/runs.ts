import { batch, signal } from '@preact/signals';
import { ApiError, deleteRun, listRuns } from '../protocol/api';
import type { RunDescription } from '../protocol/contracts';
import { mustSignIn } from './access';
import { notify } from './notices';
import { isSignedOut, sentence } from './session';
import { settings } from './settings';

export type ListState = 'loading' | 'ready' | 'unreachable';

/** The list of runs, refreshed while it is looked at. */
export const runs = signal<readonly RunDescription[]>([]);
export const total = signal(0);
export const next = signal<string | null>(null);
export const listState = signal<ListState>('loading');
/** Why the newest request brought nothing. */
export const listProblem = signal<string | null>(null);
/** Whether the list holds more than one page, which polling must not throw away. */
let extraPages = 0;
let request: AbortController | null = null;

export async function refreshRuns(): Promise<void> {
  if (mustSignIn.value) {
    return; // The list stays as it was.
  }
  request?.abort();
  const mine = new AbortController();
  request = mine;
  try {
    const page = await listRuns(
      { search: settings.search.signal.value, status: settings.filter.signal.value, limit: Math.min(200, 50 * (1 + extraPages)) },
      mine.signal,
    );
    runs.value = page.runs;
    total.value = page.total;
    next.value = page.next;
    listState.value = 'ready';
    listProblem.value = null;
  } catch (error) {
    if (!mine.signal.aborted && !isSignedOut(error)) {
      listState.value = error instanceof ApiError && !error.isTransient ? 'ready' : 'unreachable';
      listProblem.value = sentence(error);
      if (!(error instanceof ApiError)) {
        console.error(error);
      }
    }
  }
}

export async function showMoreRuns(): Promise<void> {
  extraPages++;
  await refreshRuns();
}

export function forgetPages(): void {
  extraPages = 0;
}

/** Nothing of the list is left, for whoever comes next. */
export function forgetRuns(): void {
  request?.abort();
  batch(() => {
    extraPages = 0;
    runs.value = [];
    total.value = 0;
    next.value = null;
    listState.value = 'loading';
    listProblem.value = null;
  });
}

export async function removeRun(run: RunDescription): Promise<void> {
  try {
    await deleteRun(run.id);
    runs.value = runs.value.filter((r) => r.id !== run.id);
    total.value = Math.max(0, total.value - 1);
  } catch (error) {
    notify('error', `“${run.name}” could not be deleted`, sentence(error));
  }
}
