/**
 * Places for labels on a logarithmic axis: powers of ten; where there are few of them, also twice and five times them;
 * within less than half a decade, even steps. (uPlot's own never ends for some ranges that do not begin at a power.)
 */
export function logTicks(low: number, high: number, most: number): number[] {
  if (!(low > 0) || !(high > low) || !Number.isFinite(high)) {
    return [];
  }
  const decades = Math.log10(high / low);
  if (decades < 0.5) {
    return evenTicks(low, high, most);
  }
  const leads = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7]];
  let chosen: number[] = [];
  for (const lead of leads) {
    const ticks = ticksWith(lead, low, high);
    if (ticks.length > most && chosen.length > 1) {
      break;
    }
    chosen = ticks;
  }
  const stride = Math.max(1, Math.ceil(chosen.length / Math.max(1, most)));
  return chosen.filter((_, i) => i % stride === 0);
}

function ticksWith(leads: readonly number[], low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (const lead of leads) {
      const tick = Number(`${lead}e${exponent}`);
      if (tick >= low && tick <= high) {
        ticks.push(tick);
      }
    }
  }
  return ticks;
}

function evenTicks(low: number, high: number, most: number): number[] {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    ticks.push(Number((i * step).toPrecision(12)));
  }
  return ticks;
}
