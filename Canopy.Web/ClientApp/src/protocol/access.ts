import { ask, request } from './request';
import { Fields } from './shape';

export const ROLES = ['viewer', 'operator', 'admin'] as const;
/** What somebody may do; each includes the one before. */
export type Role = (typeof ROLES)[number];

/** Whether people have to sign in here, and who has. */
export interface AccessStatus {
  readonly required: boolean;
  /** Null while nobody is signed in, and where nobody has to be. */
  readonly name: string | null;
  /** Null while somebody has to sign in. */
  readonly role: Role | null;
  /** For how long the sign-in holds from now, by the server's clock; null where it has no end. */
  readonly secondsLeft: number | null;
  /** The installation takes no changes, whoever asks. */
  readonly readOnly: boolean;
}

/** How somebody shows who he is. */
export type Credentials = { readonly name: string; readonly password: string } | { readonly token: string };

export async function getAccess(): Promise<AccessStatus> {
  const { value, serverTime } = await ask('GET', 'v1/session');
  return readAccess(value, serverTime ?? Date.now());
}

/** The answer also holds the token, for programs. It is not for the page: its cookie is out of reach of scripts. */
export async function signIn(credentials: Credentials): Promise<void> {
  await request('POST', 'v1/session', credentials);
}

/** A new cookie for the present one. */
export async function renewSignIn(): Promise<void> {
  await request('POST', 'v1/session/renew');
}

export async function signOut(): Promise<void> {
  await request('DELETE', 'v1/session');
}

/** Checks what `GET /v1/session` answered; `now` is the server's clock, in milliseconds since 1970. */
export function readAccess(value: unknown, now: number): AccessStatus {
  const f = Fields.of(value, 'session');
  const end = f.stringOr('expires_at', null);
  const seconds = end === null ? NaN : (Date.parse(end) - now) / 1000;
  return {
    required: f.booleanOr('required', false),
    name: f.stringOr('name', null),
    role: f.oneOfOr('role', ROLES, null),
    secondsLeft: Number.isNaN(seconds) ? null : seconds,
    readOnly: f.booleanOr('read_only', false),
  };
}
