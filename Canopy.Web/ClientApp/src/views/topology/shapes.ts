import type { Rgb } from '../../base/color';

export interface TopologyColors {
  readonly text: Rgb;
  readonly muted: Rgb;
  readonly line: Rgb;
  readonly surface: Rgb;
  /** Behind layers of several units. */
  readonly band: Rgb;
  readonly accent: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
}

/**
 * A connection by its ends. Sources: 0 bias, then inputs, then hidden units. Targets: hidden units, then outputs.
 */
export interface Link {
  readonly source: number;
  readonly target: number;
}

/** What is pointed at: a link, or all links of one source or target. */
export interface Emphasis {
  readonly source: number | null;
  readonly target: number | null;
}

export interface Joining {
  /** Hidden unit that joins. */
  readonly unit: number;
  /** From 0 to 1. */
  readonly progress: number;
}

export function touches(emphasis: Emphasis, source: number, target: number): boolean {
  // In the drawing of links a unit is both; in the others this is one link.
  return emphasis.source === source || emphasis.target === target;
}
