import { computed } from '@preact/signals';
import type { Rgb } from '../base/color';
import { parseHex, ramp } from '../base/color';
import { theme } from '../store/theme';

/** The theme's colours for canvases, which cannot use custom properties. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly accuracy: string;
  readonly errorBits: string;
  readonly validation: string;
  readonly candidate: string;
  /** Opacity of the bands of candidate phases. */
  readonly band: number;
  readonly positive: Rgb;
  readonly negative: Rgb;
  readonly neutral: Rgb;
  /** Points over the map: stronger than the map itself. */
  readonly pointPositive: Rgb;
  readonly pointNegative: Rgb;
  readonly pointEdge: string;
  readonly classes: readonly Rgb[];
  /** Colours of the map from the lowest to the highest value. */
  readonly diverging: Uint8ClampedArray;
  readonly font: string;
}

export const palette = computed<Palette>(() => {
  const style = getComputedStyle(document.documentElement);
  const get = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const rgb = (name: string) => parseHex(get(name));
  return {
    text: get('text'),
    muted: get('muted'),
    faint: get('faint'),
    line: get('line'),
    surface: get('surface'),
    accent: get('accent'),
    accuracy: get('accuracy'),
    errorBits: get('error-bits'),
    validation: get('validation'),
    candidate: get('candidate'),
    band: theme.value === 'dark' ? 0.16 : 0.1,
    positive: rgb('positive'),
    negative: rgb('negative'),
    neutral: rgb('map-middle'),
    pointPositive: rgb('point-positive'),
    pointNegative: rgb('point-negative'),
    pointEdge: get('point-edge'),
    classes: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => rgb(`class-${i}`)),
    diverging: ramp([rgb('map-negative'), rgb('map-middle'), rgb('map-positive')]),
    font: get('font'),
  };
});
