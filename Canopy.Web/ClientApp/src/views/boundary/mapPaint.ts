import { assertUnreachable } from '../../base/assert';
import { activationRange } from '../../network/activation';
import { contour, Field } from '../../network/field';
import { decisionLevel } from '../../network/forward';
import type { Activation } from '../../protocol/contracts';
import type { Job, JobResult, MapColors, MapJob, PatternsJob, Plane, UnitsJob } from './mapJobs';

/** Carries out jobs; keeps what was computed for the planes and patterns it saw last. */
export class MapPainter {
  private readonly fields = new Map<string, { key: string; field: Field }>();

  run(job: Job): JobResult {
    switch (job.type) {
      case 'map':
        return this.map(job);
      case 'units':
        return this.units(job);
      case 'patterns':
        return this.patterns(job);
      default:
        return assertUnreachable(job);
    }
  }

  private map(job: MapJob): JobResult {
    const { network, resolution, shown, colors } = job;
    const field = this.plane('map', job.plane, resolution, network.inputs);
    if (shown.type === 'answer' && network.outputs > 1) {
      const outputs = field.outputs(network);
      return {
        type: 'map',
        resolution,
        range: [0, 1],
        pixels: paintClasses(outputs, colors, shown.classes),
        lines: classLines(outputs, resolution),
      };
    }
    const values =
      shown.type === 'unit' ? field.unit(network, shown.index) : field.output(network, shown.type === 'output' ? shown.index : 0);
    const range = job.range ?? symmetricRange(values);
    const painted: readonly [number, number] =
      shown.type !== 'unit' && shown.classes && job.level !== null ? [job.level, job.level] : range;
    return {
      type: 'map',
      resolution,
      range,
      pixels: paintValues(values, painted, colors.ramp),
      lines: job.level === null ? new Float32Array(0) : contour(values, resolution, resolution, job.level),
    };
  }

  private units(job: UnitsJob): JobResult {
    const { network, resolution, from } = job;
    const field = this.plane('units', job.plane, resolution, network.inputs);
    const pixels: Array<Uint8ClampedArray<ArrayBuffer>> = [];
    for (let i = from; i < network.units.length; i++) {
      const values = field.unit(network, i);
      pixels.push(paintValues(values, unitRange(network.units[i]!.activation) ?? symmetricRange(values), job.colors.ramp));
    }
    return { type: 'units', from, resolution, pixels };
  }

  private patterns(job: PatternsJob): JobResult {
    const { network, inputs, targets } = job;
    const count = inputs.length / network.inputs;
    const field = this.field('patterns', `${job.datasetKey} ${count}`, () => {
      const columns = Array.from({ length: network.inputs }, () => new Float32Array(count));
      for (let p = 0; p < count; p++) {
        for (let i = 0; i < network.inputs; i++) {
          columns[i]![p] = inputs[p * network.inputs + i]!;
        }
      }
      return new Field(count, columns);
    });
    const outputs = field.outputs(network);
    const level = decisionLevel(network);
    const wrong = new Uint8Array(count);
    for (let p = 0; p < count; p++) {
      wrong[p] = isWrong(outputs, targets, p, level) ? 1 : 0;
    }
    return { type: 'patterns', wrong };
  }

  private plane(slot: string, plane: Plane, resolution: number, inputs: number): Field {
    return this.field(slot, `${JSON.stringify(plane)} ${resolution} ${inputs}`, () => planeField(plane, resolution, inputs));
  }

  private field(slot: string, key: string, make: () => Field): Field {
    let kept = this.fields.get(slot);
    if (kept === undefined || kept.key !== key) {
      kept = { key, field: make() };
      this.fields.set(slot, kept);
    }
    return kept.field;
  }
}

/** Range of colours for a unit's activation; null where only its values can tell. */
export function unitRange(activation: Activation): readonly [number, number] | null {
  // The Gaussian's 0 is the neutral middle of the ramp.
  return activation === 'gaussian' ? [-1, 1] : activationRange(activation);
}

/** As far as the values go, the same on both sides of 0. */
function symmetricRange(values: Float32Array): readonly [number, number] {
  let largest = 0;
  for (const value of values) {
    largest = Math.max(largest, Math.abs(value) < Infinity ? Math.abs(value) : 0);
  }
  return largest > 0 ? [-largest, largest] : [-1, 1];
}

/** A point in the middle of every pixel; the first row is the top. */
function planeField(plane: Plane, resolution: number, inputs: number): Field {
  const points = resolution * resolution;
  const columns = Array.from({ length: inputs }, (_, i) => new Float32Array(points).fill(plane.base[i] ?? 0));
  const [a, b] = plane.axes;
  const xs = columns[a]!;
  const ys = b < inputs ? columns[b]! : null;
  for (let row = 0; row < resolution; row++) {
    const y = plane.y1 + ((row + 0.5) / resolution) * (plane.y0 - plane.y1);
    for (let column = 0; column < resolution; column++) {
      const at = row * resolution + column;
      xs[at] = plane.x0 + ((column + 0.5) / resolution) * (plane.x1 - plane.x0);
      if (ys !== null) {
        ys[at] = y;
      }
    }
  }
  return new Field(points, columns);
}

/** With an empty range the map has two colours. */
function paintValues(values: Float32Array, range: readonly [number, number], ramp: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const [low, high] = range;
  const pixels = new Uint8ClampedArray(values.length * 4);
  const scale = high > low ? 255 / (high - low) : 0;
  for (let p = 0; p < values.length; p++) {
    const value = values[p]!;
    const step = scale === 0 ? (value > low ? 224 : 31) : Math.max(0, Math.min(255, Math.round((value - low) * scale)));
    const from = (step || 0) * 3;
    const to = p * 4;
    pixels[to] = ramp[from]!;
    pixels[to + 1] = ramp[from + 1]!;
    pixels[to + 2] = ramp[from + 2]!;
    pixels[to + 3] = 255;
  }
  return pixels;
}

/** The winning class's colour; paler where the runner-up is close, unless only classes are wanted. */
function paintClasses(outputs: readonly Float32Array[], colors: MapColors, flat: boolean): Uint8ClampedArray<ArrayBuffer> {
  const points = outputs[0]!.length;
  const pixels = new Uint8ClampedArray(points * 4);
  for (let p = 0; p < points; p++) {
    let best = 0;
    let second = -Infinity;
    for (let k = 1; k < outputs.length; k++) {
      const value = outputs[k]![p]!;
      if (value > outputs[best]![p]!) {
        second = outputs[best]![p]!;
        best = k;
      } else if (value > second) {
        second = value;
      }
    }
    const margin = Math.min(1, Math.max(0, outputs[best]![p]! - second));
    const share = flat ? 0.6 : 0.12 + 0.6 * margin;
    const color = colors.classes[best % colors.classes.length]!;
    for (let part = 0; part < 3; part++) {
      pixels[p * 4 + part] = colors.neutral[part]! * (1 - share) + color[part]! * share;
    }
    pixels[p * 4 + 3] = 255;
  }
  return pixels;
}

/** Where one class's lead over all others ends. */
function classLines(outputs: readonly Float32Array[], resolution: number): Float32Array {
  const parts = outputs.map((own, k) => {
    const lead = new Float32Array(own.length);
    for (let p = 0; p < own.length; p++) {
      let rival = -Infinity;
      for (let other = 0; other < outputs.length; other++) {
        if (other !== k && outputs[other]![p]! > rival) {
          rival = outputs[other]![p]!;
        }
      }
      lead[p] = own[p]! - rival;
    }
    return contour(lead, resolution, resolution, 0);
  });
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function isWrong(outputs: readonly Float32Array[], targets: Float32Array, p: number, level: number): boolean {
  const n = outputs.length;
  if (n === 1) {
    return outputs[0]![p]! > level !== targets[p]! > 0;
  }
  let answered = 0;
  let wanted = 0;
  for (let k = 1; k < n; k++) {
    if (outputs[k]![p]! > outputs[answered]![p]!) {
      answered = k;
    }
    if (targets[p * n + k]! > targets[p * n + wanted]!) {
      wanted = k;
    }
  }
  return answered !== wanted;
}
