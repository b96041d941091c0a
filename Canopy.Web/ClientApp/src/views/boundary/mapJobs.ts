import type { Rgb } from '../../base/color';
import type { Network } from '../../network/forward';

/** A rectangle of the plane that two inputs span; the other inputs have the values in `base`. */
export interface Plane {
  readonly axes: readonly [number, number];
  readonly base: readonly number[];
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

/** What a map shows. */
export type Shown =
  /** The answer as a whole: the one output's value, or which class wins and by how much. */
  | { readonly type: 'answer'; readonly classes: boolean }
  | { readonly type: 'output'; readonly index: number; readonly classes: boolean }
  | { readonly type: 'unit'; readonly index: number };

export interface MapColors {
  /** 256 colours from the lowest to the highest value. */
  readonly ramp: Uint8ClampedArray;
  readonly classes: readonly Rgb[];
  readonly neutral: Rgb;
}

export interface MapJob {
  readonly type: 'map';
  readonly network: Network;
  readonly plane: Plane;
  readonly resolution: number;
  readonly shown: Shown;
  readonly colors: MapColors;
  /** Values at the ends of the ramp; null: as far as the values go. */
  readonly range: readonly [number, number] | null;
  /** Value at which a line is drawn: the decision boundary. */
  readonly level: number | null;
}

/** Small maps of units `from` … . */
export interface UnitsJob {
  readonly type: 'units';
  readonly network: Network;
  readonly plane: Plane;
  readonly resolution: number;
  readonly from: number;
  readonly colors: MapColors;
}

/** Which patterns are answered wrongly. */
export interface PatternsJob {
  readonly type: 'patterns';
  readonly network: Network;
  /** Grows when the patterns are others. */
  readonly datasetKey: string;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

export type Job = MapJob | UnitsJob | PatternsJob;

export interface MapPicture {
  readonly type: 'map';
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly resolution: number;
  /** Values at the ends of the ramp. */
  readonly range: readonly [number, number];
  /** Lines of the decision boundary in pixels of the picture: x0, y0, x1, y1, … */
  readonly lines: Float32Array;
}

export interface UnitPictures {
  readonly type: 'units';
  readonly from: number;
  readonly resolution: number;
  readonly pixels: ReadonlyArray<Uint8ClampedArray<ArrayBuffer>>;
}

export interface PatternAnswers {
  readonly type: 'patterns';
  /** 1 for a wrong answer. */
  readonly wrong: Uint8Array;
}

export type JobResult = MapPicture | UnitPictures | PatternAnswers;

/** Which result belongs to which job. */
export interface ResultOf {
  map: MapPicture;
  units: UnitPictures;
  patterns: PatternAnswers;
}
