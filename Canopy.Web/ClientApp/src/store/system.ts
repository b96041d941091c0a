import { effect, signal, untracked } from '@preact/signals';
import { getSystem } from '../protocol/api';
import type { SystemStatus } from '../protocol/contracts';
import { isEntered, mustSignIn } from './access';

const POLL_MS = 15_000;

/** What the server says about itself; null until it has answered. */
export const system = signal<SystemStatus | null>(null);

export function isDemo(): boolean {
  return system.value?.mode === 'demo';
}

/** Whether the server takes no commands at all; what it would refuse is not offered. */
export function isReadOnly(): boolean {
  return system.value?.readOnly ?? false;
}

/** Whether commands cannot be carried out at present although the page is served. */
export function isBackendAway(): boolean {
  return system.value?.backend.status === 'down';
}

export function followSystem(): void {
  const look = async () => {
    if (document.visibilityState === 'visible' && isEntered.value && !mustSignIn.value) {
      try {
        system.value = await getSystem();
      } catch {
        // The stream's own connection says that the server is away.
      }
    }
  };
  // At once for who comes in.
  effect(() => {
    if (isEntered.value && !mustSignIn.value) {
      untracked(() => void look());
    }
  });
  window.setInterval(() => void look(), POLL_MS);
  document.addEventListener('visibilitychange', () => void look());
}
