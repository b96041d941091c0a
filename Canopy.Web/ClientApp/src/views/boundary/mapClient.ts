import type { Job, JobResult, ResultOf } from './mapJobs';

interface Waiting {
  readonly job: Job;
  readonly done: (result: JobResult) => void;
}

/**
 * Gives jobs to the worker, one at a time. A job that waits is replaced by a newer one of its kind: pictures that
 * nobody will see are not computed.
 */
export class MapClient {
  private readonly worker = new Worker(new URL('./mapWorker.ts', import.meta.url), { type: 'module' });
  private readonly waiting = new Map<Job['type'], Waiting>();
  private running: Waiting | null = null;

  constructor() {
    this.worker.onmessage = (message: MessageEvent<JobResult>) => {
      const finished = this.running;
      this.running = null;
      this.next();
      finished?.done(message.data);
    };
    this.worker.onerror = (event) => {
      console.error('The map worker failed.', event.message);
      this.running = null;
      this.next();
    };
  }

  request<T extends Job>(job: T, done: (result: ResultOf[T['type']]) => void): void {
    this.waiting.set(job.type, { job, done: done as (result: JobResult) => void });
    this.next();
  }

  dispose(): void {
    this.waiting.clear();
    this.worker.terminate();
  }

  private next(): void {
    if (this.running !== null) {
      return;
    }
    for (const type of ['map', 'patterns', 'units'] as const) {
      const waiting = this.waiting.get(type);
      if (waiting !== undefined) {
        this.waiting.delete(type);
        this.running = waiting;
        this.worker.postMessage(waiting.job);
        return;
      }
    }
  }
}
