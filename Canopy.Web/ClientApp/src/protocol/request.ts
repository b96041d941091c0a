import { newId } from '../base/id';

/** Field path → sentences that say what is wrong with it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** The server refused, or could not be reached (status 0). */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    message: string,
    readonly status: number,
    readonly errors: FieldErrors = {},
    /** How long the server wants to be left alone; null where it did not say. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }

  /** Whether asking again may help. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface Answer {
  readonly value: unknown;
  /** The server's clock when it answered, in milliseconds since 1970; null where the answer does not say. */
  readonly serverTime: number | null;
}

const REQUEST_SECONDS = 15;

let refused: () => void = () => undefined;

/** Calls `action` whenever the server wants to know who asks (401), or does not let him (403). */
export function whenRefused(action: () => void): void {
  refused = action;
}

/** What the server answers, as JSON; throws `ApiError` where it refuses or is away. */
export async function request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
  return (await ask(method, path, body, signal)).value;
}

/** The same with what the answer says besides. */
export async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  const response = await send(method, path, body, signal);
  const text = await response.text();
  let value: unknown = null;
  try {
    value = text === '' ? null : JSON.parse(text);
  } catch {
    // Not from our server: a proxy's page, say.
  }
  if (!response.ok) {
    if (response.status === 401 || response.status === 403) {
      refused();
    }
    throw problem(response, value);
  }
  if (value === null && response.status !== 204 && text !== '') {
    throw new ApiError('The server answered with something other than JSON.', response.status);
  }
  return { value, serverTime: orNull(Date.parse(response.headers.get('date') ?? '')) };
}

async function send(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  const limit = AbortSignal.timeout(REQUEST_SECONDS * 1000);
  const init: RequestInit = { method, signal: signal ? AbortSignal.any([signal, limit]) : limit };
  // Begins a trace (W3C Trace Context), so that what the servers do for one request is found under one id; 01: it is kept.
  init.headers = { accept: 'application/json', traceparent: `00-${newId()}-${newId().slice(16)}-01` };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  try {
    return await fetch(`/${path}`, init);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new ApiError(limit.aborted ? 'The server does not answer.' : 'The server cannot be reached.', 0);
  }
}

/** Problem details (RFC 9457), with `errors` where fields are wrong, or a refused command's result with its reason. */
function problem(response: Response, value: unknown): ApiError {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const sentence = [fields['detail'], fields['reason'], fields['title']].find((s): s is string => typeof s === 'string' && s !== '');
  const errors: Record<string, string[]> = {};
  if (typeof fields['errors'] === 'object' && fields['errors'] !== null) {
    for (const [name, messages] of Object.entries(fields['errors'])) {
      errors[name] = (Array.isArray(messages) ? messages : [messages]).map(String);
    }
  }
  const wait = orNull(parseInt(response.headers.get('retry-after') ?? '', 10));
  return new ApiError(sentence ?? `The server refused (${response.status}).`, response.status, errors, wait);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
