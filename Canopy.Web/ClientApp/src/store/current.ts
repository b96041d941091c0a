import { effect, signal, untracked } from '@preact/signals';
import { Session } from './session';
import { settings } from './settings';

/** The run that the page shows; null for the list. */
export const current = signal<Session | null>(null);

/** Opens and closes sessions as the address says. */
export function followAddress(): void {
  effect(() => {
    const id = settings.run.signal.value;
    untracked(() => {
      const before = current.value;
      if ((before?.id ?? '') === id) {
        return;
      }
      before?.close();
      const session = id === '' ? null : new Session(id);
      current.value = session;
      session?.open();
    });
  });
}
