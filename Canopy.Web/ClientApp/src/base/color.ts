/** A colour as 0..255 parts. */
export type Rgb = readonly [number, number, number];

/** Reads "#rgb" or "#rrggbb". */
export function parseHex(text: string): Rgb {
  const hex = text.trim().replace('#', '');
  const full = hex.length === 3 ? [...hex].map((c) => c + c).join('') : hex;
  const value = Number.parseInt(full, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Mixes in linear light, so that the middle of two colours is not muddy. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => toGamma(toLinear(a[i]) * (1 - share) + toLinear(b[i]) * share);
  return [part(0), part(1), part(2)];
}

/** 256 colours, three bytes each, through the given stops at even distances. */
export function ramp(stops: readonly Rgb[]): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) {
    const position = (i / 255) * (stops.length - 1);
    const at = Math.min(Math.floor(position), stops.length - 2);
    table.set(mix(stops[at]!, stops[at + 1]!, position - at), i * 3);
  }
  return table;
}

export function css(color: Rgb, alpha = 1): string {
  return `rgb(${Math.round(color[0])} ${Math.round(color[1])} ${Math.round(color[2])}${alpha < 1 ? ` / ${alpha.toFixed(3)}` : ''})`;
}

function toLinear(part: number): number {
  return (part / 255) ** 2.2;
}

function toGamma(light: number): number {
  return 255 * light ** (1 / 2.2);
}
