import { readSessionStatus, type SessionStatus } from './contracts';
import { ask, request } from './request';
import { readAt } from './shape';

/** What somebody may do; each includes the one before. */
export type Role = NonNullable<SessionStatus['role']>;

/** Whether people have to sign in here, and who has. */
export interface AccessStatus extends Omit<SessionStatus, 'expiresAt'> {
  /** For how long the sign-in holds from now, by the server's clock; null where it has no end. */
  readonly secondsLeft: number | null;
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
  const { expiresAt, ...status } = readAt(readSessionStatus, value, 'session');
  return { ...status, secondsLeft: expiresAt === null ? null : (expiresAt.getTime() - now) / 1000 };
}
