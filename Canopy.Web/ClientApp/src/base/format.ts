/** Shown where there is no number yet: as wide as a digit, so that nothing jumps when one comes. */
export const NONE = '–';

/** Between a number and its unit; does not break and is narrower than a space. */
const THIN = '\u202f';

const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 1692 → "1,692". */
export function formatInteger(value: number | null | undefined): string {
  return isNumber(value) ? integers.format(value) : NONE;
}

/** Three significant digits: 0.0312, 1.45, 2.3e-7. For losses, scores, weights. */
export function formatSignificant(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) {
    return NONE;
  }
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  }
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  if (size < 1e-4 || size >= 1e6) {
    return minus(value.toExponential(digits - 1));
  }
  if (size >= 10 ** digits) {
    return minus(integers.format(value));
  }
  return minus(value.toPrecision(digits));
}

/** As short as it can be said: 0.1, 0.05, 2e-5. For axes. */
export function formatTick(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  return minus(
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? rounded.toExponential().replace('e+', 'e')
      : rounded.toLocaleString('en-US', { maximumFractionDigits: 6 }),
  );
}

/** 0.974 → "97.4 %"; never "100.0 %" for less than all. */
export function formatPercent(share: number | null | undefined): string {
  if (!isNumber(share)) {
    return NONE;
  }
  const tenths = share < 1 ? Math.min(Math.round(share * 1000), 999) : Math.round(share * 1000);
  return `${(tenths / 10).toFixed(1)}${THIN}%`;
}

/** Seconds as "0.4 s", "12 s", "3:07", "1:02:45". */
export function formatDuration(seconds: number | null | undefined): string {
  if (!isNumber(seconds)) {
    return NONE;
  }
  const total = Math.max(0, seconds);
  if (total < 10) {
    return `${total.toFixed(1)}${THIN}s`;
  }
  if (total < 60) {
    return `${Math.floor(total)}${THIN}s`;
  }
  const whole = Math.floor(total);
  const pad = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** Large counts in few characters: 950, 12.4 k, 1.0 M. */
export function formatCompact(value: number | null | undefined): string {
  if (!isNumber(value)) {
    return NONE;
  }
  if (value < 10) {
    return value.toFixed(1);
  }
  if (value < 9999.5) {
    return integers.format(value);
  }
  if (value < 999_950) {
    return `${(value / 1000).toFixed(1)}${THIN}k`;
  }
  return `${(value / 1e6).toFixed(1)}${THIN}M`;
}

/** How long ago, in the largest sensible unit. */
export function formatAgo(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds < 45) {
    return 'just now';
  }
  const steps: Array<[number, number, string]> = [
    [3600, 60, 'min'],
    [86_400, 3600, 'h'],
    [86_400 * 14, 86_400, 'd'],
  ];
  for (const [limit, unit, name] of steps) {
    if (seconds < limit) {
      return `${Math.max(1, Math.round(seconds / unit))}${THIN}${name} ago`;
    }
  }
  return then.toISOString().slice(0, 10);
}

/** "1 unit", "3 units". */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${integers.format(count)} ${count === 1 ? singular : plural}`;
}

function isNumber(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}

function minus(text: string): string {
  return text.replace(/^-/, '−');
}

/** account:ada → "ada"; token:grader → "grader (token)"; anything else as it is. */
export function formatSender(sender: string): string {
  const [kind, name] = sender.split(':', 2);
  return name === undefined ? sender : kind === 'account' ? name : `${name} (${kind})`;
}
