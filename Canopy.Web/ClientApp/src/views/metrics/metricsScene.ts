import type { Palette } from '../palette';

export interface MetricsScene {
  readonly x: 'epoch' | 'units' | 'time';
  readonly logLoss: boolean;
  /** Newest epochs to show; 0 for all. */
  readonly window: number;
  readonly zoom: readonly [number, number] | null;
  readonly classification: boolean;
  readonly palette: Palette;
}

/** What the legend says: the row under the cursor, or the newest. */
export interface MetricsReading {
  readonly atCursor: boolean;
  readonly epoch: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly errorBits: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}
