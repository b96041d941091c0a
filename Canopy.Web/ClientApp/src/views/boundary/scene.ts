import type { DatasetValues } from '../../protocol/contracts';
import type { Palette } from '../palette';
import type { Area } from './geometry';
import type { Shown } from './mapJobs';

/** What the picture is to show; replaced as a whole when anything changes. */
export interface BoundaryScene {
  readonly dataset: DatasetValues;
  readonly axes: readonly [number, number];
  /** Values of all inputs; those of the axes do not matter. */
  readonly base: readonly number[];
  /** How far from `base` a pattern still counts as lying in the plane. */
  readonly tolerance: readonly number[];
  readonly area: Area;
  readonly resolution: number;
  readonly shown: Shown;
  readonly points: boolean;
  readonly palette: Palette;
}
