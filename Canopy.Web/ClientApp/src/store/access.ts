import { batch, computed, signal } from '@preact/signals';
import type { AccessStatus, Credentials } from '../protocol/access';
import * as server from '../protocol/access';
import { whenRefused } from '../protocol/request';

/** Who uses the page, as the server knows him; null until it has said. */
export const access = signal<AccessStatus | null>(null);

/** Why the server has not said yet; null while it is asked. */
export const accessProblem = signal<string | null>(null);

/** Nothing works until somebody signs in. */
export const mustSignIn = computed(() => access.value !== null && isNobody(access.value));

/**
 * Whether somebody has been let in since the page was opened, or since the last sign-out. It stays true when a sign-in
 * expires: what the page shows is kept for whoever signs in again.
 */
export const isEntered = signal(false);

/** Who was signed in before, so that he need not type his name again; '' for nobody. */
export const lastName = signal('');

const RETRY_MS = 3000;
/** Tells other tabs, which have the same cookie, that somebody came or went. */
const CHANNEL = 'canopy.access';

let looking: Promise<void> | null = null;
/** Questions are numbered: an answer to one from before the newest that counts is out of date. */
let asked = 0;
let counted = 0;
let channel: BroadcastChannel | null = null;

/** Asks the server who we are; once for all who want to know at the same time. */
export function lookAgain(): Promise<void> {
  looking ??= look().finally(() => (looking = null));
  return looking;
}

/** Asks at the start until there is an answer, and whenever something hints that it has changed. */
export function followAccess(): void {
  whenRefused(() => void lookAgain());
  const first = async () => {
    await lookAgain();
    if (access.value === null) {
      window.setTimeout(() => void first(), RETRY_MS);
    }
  };
  void first();
  document.addEventListener('visibilitychange', () => {
    // Somebody may have signed in, in another window.
    if (document.visibilityState === 'visible' && mustSignIn.value) {
      void lookAgain();
    }
  });
  channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => void lookAgain();
}

/** Signs in; throws `ApiError` with the server's reason, or an `Error` where the browser kept nothing. */
export async function signIn(credentials: Credentials): Promise<void> {
  await server.signIn(credentials);
  counted = asked;
  await takeAnswer();
  if (mustSignIn.value) {
    throw new Error('The browser did not keep the sign-in. Open this page over https, and allow it cookies.');
  }
  channel?.postMessage('in');
}

/** A fresh sign-in for the one that still holds; throws `ApiError`. */
export async function renew(): Promise<void> {
  await server.renewSignIn();
  await takeAnswer();
}

/** Signs out; throws `ApiError` where the server could not be told, and the cookie therefore still holds. */
export async function signOut(): Promise<void> {
  await server.signOut();
  counted = asked;
  batch(() => {
    isEntered.value = false;
    lastName.value = '';
    access.value = { required: true, name: null, role: null, secondsLeft: null, readOnly: access.value?.readOnly ?? false };
  });
  channel?.postMessage('out');
}

function isNobody(status: AccessStatus): boolean {
  return status.required && status.name === null;
}

async function look(): Promise<void> {
  try {
    await takeAnswer();
  } catch (error) {
    accessProblem.value = error instanceof Error ? error.message : String(error);
  }
}

async function takeAnswer(): Promise<void> {
  const mine = ++asked;
  const status = await server.getAccess();
  if (mine > counted) {
    counted = mine;
    batch(() => {
      // Whoever was here last decides what is shown behind the sign-in.
      access.value = isNobody(status) ? { ...status, role: access.value?.role ?? null } : status;
      accessProblem.value = null;
      lastName.value = status.name ?? lastName.value;
      isEntered.value ||= !mustSignIn.value;
    });
  }
}
