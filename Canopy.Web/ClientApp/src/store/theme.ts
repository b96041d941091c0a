import { computed, signal } from '@preact/signals';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'canopy.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(dark.matches);
dark.addEventListener('change', (event) => (systemIsDark.value = event.matches));

export const themeChoice = signal<ThemeChoice>(readChoice());

/** The theme as it shows. */
export const theme = computed<'light' | 'dark'>(() =>
  themeChoice.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : themeChoice.value,
);

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  const root = document.documentElement;
  if (choice === 'system') {
    delete root.dataset['theme'];
  } else {
    root.dataset['theme'] = choice;
  }
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Not kept, then.
  }
}

const motion = matchMedia('(prefers-reduced-motion: reduce)');

export function prefersReducedMotion(): boolean {
  return motion.matches;
}

function readChoice(): ThemeChoice {
  const shown = document.documentElement.dataset['theme'];
  return shown === 'light' || shown === 'dark' ? shown : 'system';
}
