import { batch } from '@preact/signals';
import { signOut } from './access';
import { notices, notify } from './notices';
import { forgetRuns } from './runs';
import { sentence } from './session';
import { settings } from './settings';
import { system } from './system';

/** Signs out and forgets what was shown; the address stays, and names the view for whoever signs in next. */
export async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    notify('error', 'You are still signed in', sentence(error));
    return;
  }
  batch(() => {
    forgetRuns();
    notices.value = [];
    system.value = null;
    settings.dialog.signal.value = '';
  });
}
