import { chooseTheme, themeChoice } from '../store/theme';
import { Icon } from '../views/ui/Icon';

const THEMES = [
  { choice: 'system', icon: 'system', label: 'Theme: as the system' },
  { choice: 'light', icon: 'sun', label: 'Theme: light' },
  { choice: 'dark', icon: 'moon', label: 'Theme: dark' },
] as const;

export function ThemeButton() {
  const at = THEMES.findIndex((t) => t.choice === themeChoice.value);
  const shown = THEMES[at]!;
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="theme"
      data-value={shown.choice}
      aria-label={shown.label}
      data-tip={shown.label}
      onClick={() => chooseTheme(THEMES[(at + 1) % THEMES.length]!.choice)}
    >
      <Icon name={shown.icon} />
    </button>
  );
}
