import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MapClient } from './mapClient';
import type { MapJob } from './mapJobs';

class FakeWorker {
  static made: FakeWorker[] = [];
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onerror: ((event: { message?: string }) => void) | null = null;
  readonly posted: unknown[] = [];
  terminated = false;

  constructor() {
    FakeWorker.made.push(this);
  }

  postMessage(job: unknown): void {
    this.posted.push(job);
  }

  terminate(): void {
    this.terminated = true;
  }
}

const job = { type: 'map' } as MapJob;

beforeEach(() => {
  vi.useFakeTimers();
  FakeWorker.made = [];
  vi.stubGlobal('Worker', FakeWorker);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a worker whose script did not load is started again with the job that waits', () => {
  const client = new MapClient();
  const results: unknown[] = [];
  client.request(job, (result) => results.push(result));
  FakeWorker.made[0]?.onerror?.({});
  vi.runAllTimers();
  expect(FakeWorker.made[0]?.terminated).toBe(true);
  expect(FakeWorker.made[1]?.posted).toEqual([job]);
  FakeWorker.made[1]?.onmessage?.({ data: 'picture' });
  expect(results).toEqual(['picture']);
});

test('a job that waits is replaced by a newer one of its kind', () => {
  const client = new MapClient();
  const newer = { type: 'map' } as MapJob;
  client.request(job, () => undefined);
  client.request({ type: 'map' } as MapJob, () => expect.unreachable());
  client.request(newer, () => undefined);
  const worker = FakeWorker.made[0];
  expect(worker?.posted).toEqual([job]);
  worker?.onmessage?.({ data: 'picture' });
  expect(worker?.posted[1]).toBe(newer);
});
