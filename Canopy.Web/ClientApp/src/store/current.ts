import { effect, signal, untracked } from '@preact/signals';
import { isEntered } from './access';
import { Session } from './session';
import { settings } from './settings';

/** The run that the page shows; null for the list. */
export const current = signal<Session | null>(null);

/** Opens and closes sessions as the address says, for those who have been let in. */
export function followAddress(): void {
  effect(() => {
    const id = isEntered.value ? settings.run.signal.value : '';
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
