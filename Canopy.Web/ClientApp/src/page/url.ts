import { effect } from '@preact/signals';
import { readSettings, settings, writeSettings } from '../store/settings';

/**
 * Keeps the address and the view in step. Opening a run, a panel or a dialog is a step that "back" undoes; everything
 * else replaces the present address.
 */
export function syncUrl(): void {
  readSettings(location.search);
  let place = placeKey();
  let shown = writeSettings();
  let queued = 0;

  const write = () => {
    queued = 0;
    history.replaceState(null, '', address(shown));
  };

  effect(() => {
    const query = writeSettings();
    const next = placeKey();
    if (query === shown) {
      return;
    }
    shown = query;
    if (next !== place) {
      place = next;
      window.clearTimeout(queued);
      queued = 0;
      history.pushState(null, '', address(query));
    } else if (queued === 0) {
      // Browsers limit how often the address may change; panning changes it with every move.
      queued = window.setTimeout(write, 250);
    }
  });

  window.addEventListener('popstate', () => {
    readSettings(location.search);
    place = placeKey();
    shown = writeSettings();
  });
}

function placeKey(): string {
  return `${settings.run.signal.value} ${settings.panel.signal.value} ${settings.dialog.signal.value}`;
}

function address(query: string): string {
  return query === '' ? location.pathname : `${location.pathname}?${query}`;
}
