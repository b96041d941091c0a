/** Seconds before attempt n (from 0) to connect again: doubling to a limit, spread so that viewers do not return in step. */
export function backoffSeconds(attempt: number, random: () => number): number {
  const ceiling = Math.min(15, 0.5 * 2 ** Math.min(attempt, 10));
  return ceiling * (0.5 + 0.5 * random());
}
