import type { Job, JobResult, ResultOf } from './mapJobs';

interface Waiting {
  readonly job: Job;
  readonly done: (result: JobResult) => void;
}

const RETRY_MILLISECONDS = 1000;

/**
 * Gives jobs to the worker, one at a time. A job that waits is replaced by a newer one of its kind: pictures that
 * nobody will see are not computed.
 */
export class MapClient {
  private worker = this.start();
  private readonly waiting = new Map<Job['type'], Waiting>();
  private running: Waiting | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  request<T extends Job>(job: T, done: (result: ResultOf[T['type']]) => void): void {
    this.waiting.set(job.type, { job, done: done as (result: JobResult) => void });
    this.next();
  }

  dispose(): void {
    clearTimeout(this.retry);
    this.waiting.clear();
    this.worker.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./mapWorker.ts', import.meta.url), { type: 'module' });
    let loaded = false;
    worker.onmessage = (message: MessageEvent<JobResult>) => {
      loaded = true;
      const finished = this.running;
      this.running = null;
      this.next();
      finished?.done(message.data);
    };
    worker.onerror = (event) => {
      if (loaded) {
        console.error('The map worker failed.', event.message);
        this.running = null;
        this.next();
      } else {
        this.restart();
      }
    };
    return worker;
  }

  /** The worker's script did not come: the server was away. Its job waits for another try. */
  private restart(): void {
    this.retry = setTimeout(() => {
      this.worker.terminate();
      this.worker = this.start();
      if (this.running !== null) {
        this.worker.postMessage(this.running.job);
      }
    }, RETRY_MILLISECONDS);
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
