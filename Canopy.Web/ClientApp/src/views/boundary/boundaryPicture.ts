import { css, mix } from '../../base/color';
import type { Rgb } from '../../base/color';
import { formatSignificant } from '../../base/format';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import { activationRange } from '../../network/activation';
import { evaluate } from '../../network/forward';
import type { Network } from '../../network/forward';
import type { DatasetValues } from '../../protocol/contracts';
import type { RunModel } from '../../store/runModel';
import type { Palette } from '../palette';
import { fitCanvas } from '../ui/canvas';
import type { Area } from './geometry';
import { planeOf } from './geometry';
import type { MapClient } from './mapClient';
import type { MapPicture, Shown } from './mapJobs';
import { unitRange } from './mapPaint';

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

/** Of more patterns, wrong answers are not marked: the rings would cover everything. */
const MARKED_PATTERNS = 5000;

/** The decision boundary: a small map from the worker, stretched, with lines, points and a scale over it. */
export class BoundaryPicture implements Drawable {
  private scene: BoundaryScene | null = null;
  private readonly map = document.createElement('canvas');
  private picture: { readonly result: MapPicture; readonly area: Area; readonly axes: string } | null = null;
  private asked = '';
  private askedRevision = -1;
  private wrong: Uint8Array | null = null;
  private wrongRevision = -1;
  private revision = 0;
  /** Points are drawn anew only when they, the area or the answers change; not for every move of the pointer. */
  private readonly pointLayer = document.createElement('canvas');
  private pointKey: readonly unknown[] = [];
  private pointer: { readonly x: number; readonly y: number } | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly model: RunModel,
    private readonly maps: MapClient,
  ) {}

  show(scene: BoundaryScene): void {
    if (scene.dataset !== this.scene?.dataset) {
      this.wrong = null;
      this.wrongRevision = -1;
    }
    this.scene = scene;
    invalidate(this);
  }

  point(at: { readonly x: number; readonly y: number } | null): void {
    this.pointer = at;
    invalidate(this);
  }

  draw(): void {
    const { scene } = this;
    const fit = fitCanvas(this.canvas);
    if (scene === null || fit === null) {
      return;
    }
    const { context, width, height, ratio } = fit;
    const network = this.model.network();
    context.fillStyle = scene.palette.surface;
    context.fillRect(0, 0, width, height);
    if (scene.dataset.description.inputs === 1) {
      this.drawCurve(context, width, height, scene, network);
      return;
    }
    if (network !== null) {
      this.ask(scene, network);
      this.drawMap(context, width, height, scene);
    } else {
      this.picture = null;
      this.asked = '';
      context.fillStyle = css(scene.palette.neutral);
      context.fillRect(0, 0, width, height);
    }
    if (scene.points) {
      this.drawPointLayer(context, width, height, ratio, scene, network);
    }
    this.drawScale(context, width, height, scene);
    this.drawPointer(context, width, height, scene);
  }

  /** For tests: another number for every picture of other weights. */
  private reveal(revision: number): void {
    this.canvas.dataset['revision'] = String(revision);
    const stage = this.canvas.closest<HTMLElement>('[data-testid=boundary]');
    if (stage !== null) {
      stage.dataset['revision'] = String(revision);
    }
  }

  private ask(scene: BoundaryScene, network: Network): void {
    const { area, axes, base, shown, resolution, palette } = scene;
    const key = JSON.stringify([area, axes, base, shown, resolution, css(palette.neutral), this.model.generation]);
    const needed = shown.type === 'unit' ? this.unitKey(shown.index) : this.model.networkRevision;
    const colors = { ramp: palette.diverging, classes: palette.classes, neutral: palette.neutral };
    if (key !== this.asked || needed !== this.askedRevision) {
      this.asked = key;
      this.askedRevision = needed;
      const level = this.level(network, scene);
      this.maps.request(
        { type: 'map', network, plane: planeOf(area, axes, base), resolution, shown, colors, range: this.range(network, scene), level },
        (result) => {
          this.map.width = result.resolution;
          this.map.height = result.resolution;
          this.map.getContext('2d')?.putImageData(new ImageData(result.pixels, result.resolution, result.resolution), 0, 0);
          this.picture = { result, area, axes: axes.join() };
          this.reveal(++this.revision);
          invalidate(this);
        },
      );
    }
    const { description, inputs, targets } = scene.dataset;
    if (
      description.kind === 'classification' &&
      scene.points &&
      this.wrongRevision !== this.model.networkRevision &&
      description.patterns <= MARKED_PATTERNS
    ) {
      this.wrongRevision = this.model.networkRevision;
      this.maps.request({ type: 'patterns', network, datasetKey: description.hash, inputs, targets }, (result) => {
        this.wrong = result.wrong;
        invalidate(this);
      });
    }
  }

  /** Frozen units are drawn once, whatever happens to the outputs. */
  private unitKey(index: number): number {
    return -2 - (index < this.model.units.length ? 1 : 0);
  }

  private range(network: Network, scene: BoundaryScene): readonly [number, number] {
    const { shown, dataset } = scene;
    if (shown.type === 'unit') {
      const unit = network.units[shown.index];
      return unit === undefined ? [-0.5, 0.5] : unitRange(unit.activation);
    }
    if (dataset.description.kind === 'regression') {
      return targetRange(dataset, shown.type === 'output' ? shown.index : 0);
    }
    const range = activationRange(network.outputActivation);
    return range === null || range[0] < -0.5 ? [-0.5, 0.5] : range;
  }

  private level(network: Network, scene: BoundaryScene): number | null {
    if (scene.shown.type === 'unit') {
      return network.units[scene.shown.index]?.activation === 'gaussian' ? null : 0;
    }
    return scene.dataset.description.kind === 'regression' ? null : 0;
  }

  private drawMap(context: CanvasRenderingContext2D, width: number, height: number, scene: BoundaryScene): void {
    const { picture } = this;
    if (picture === null || picture.axes !== scene.axes.join()) {
      return;
    }
    // While a newer map is computed, the last one is shown where it belongs.
    const x = toX(picture.area.x0, scene.area, width);
    const y = toY(picture.area.y1, scene.area, height);
    const w = toX(picture.area.x1, scene.area, width) - x;
    const h = toY(picture.area.y0, scene.area, height) - y;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.map, x, y, w, h);

    const { lines, resolution } = picture.result;
    if (lines.length > 0) {
      context.beginPath();
      const sx = w / resolution;
      const sy = h / resolution;
      for (let i = 0; i < lines.length; i += 4) {
        context.moveTo(x + (lines[i]! + 0.5) * sx, y + (lines[i + 1]! + 0.5) * sy);
        context.lineTo(x + (lines[i + 2]! + 0.5) * sx, y + (lines[i + 3]! + 0.5) * sy);
      }
      context.strokeStyle = scene.palette.text;
      context.globalAlpha = 0.55;
      context.lineWidth = 1.25;
      context.stroke();
      context.globalAlpha = 1;
    }
  }

  private drawPointLayer(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    ratio: number,
    scene: BoundaryScene,
    network: Network | null,
  ): void {
    const { dataset, palette, area, axes, base } = scene;
    const wrong = network === null ? null : this.wrong;
    const key = [dataset, palette, JSON.stringify([area, axes, base]), width, height, ratio, wrong];
    if (key.some((part, i) => part !== this.pointKey[i])) {
      this.pointKey = key;
      this.pointLayer.width = Math.round(width * ratio);
      this.pointLayer.height = Math.round(height * ratio);
      const layer = this.pointLayer.getContext('2d')!;
      layer.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.drawPoints(layer, width, height, scene, wrong);
    }
    context.drawImage(this.pointLayer, 0, 0, width, height);
  }

  private drawPoints(context: CanvasRenderingContext2D, width: number, height: number, scene: BoundaryScene, wrong: Uint8Array | null): void {
    const { dataset, axes, area, palette } = scene;
    const { patterns, inputs } = dataset.description;
    const radius = patterns <= 250 ? 3.4 : patterns <= 1000 ? 2.6 : patterns <= 5000 ? 1.9 : 1.3;
    const groups = pointGroups(dataset, palette);
    for (const group of groups) {
      const near = new Path2D();
      const far = new Path2D();
      const missed = new Path2D();
      for (const p of group.patterns) {
        const px = toX(dataset.inputs[p * inputs + axes[0]]!, area, width);
        const py = toY(dataset.inputs[p * inputs + axes[1]]!, area, height);
        if (px < -9 || py < -9 || px > width + 9 || py > height + 9) {
          continue;
        }
        const path = inputs > 2 && !isOnSlice(scene, p) ? far : near;
        path.moveTo(px + radius, py);
        path.arc(px, py, radius, 0, 2 * Math.PI);
        if (wrong !== null && wrong[p] === 1) {
          missed.moveTo(px + radius + 2.2, py);
          missed.arc(px, py, radius + 2.2, 0, 2 * Math.PI);
        }
      }
      context.lineWidth = patterns <= 1000 ? 1.2 : 0.6;
      context.strokeStyle = palette.pointEdge;
      context.fillStyle = css(group.color);
      context.globalAlpha = 0.3;
      context.fill(far);
      context.globalAlpha = 1;
      context.stroke(near);
      context.fill(near);
      context.lineWidth = 1.1;
      context.strokeStyle = palette.text;
      context.globalAlpha = 0.75;
      context.stroke(missed);
      context.globalAlpha = 1;
    }
  }

  private drawScale(context: CanvasRenderingContext2D, width: number, height: number, scene: BoundaryScene): void {
    const { area, palette } = scene;
    context.font = `10px ${palette.font}`;
    context.textBaseline = 'bottom';
    const label = (text: string, x: number, y: number, align: CanvasTextAlign) => {
      context.textAlign = align;
      context.lineWidth = 3;
      context.strokeStyle = css(palette.neutral, 0.7);
      context.strokeText(text, x, y);
      context.fillStyle = palette.text;
      context.fillText(text, x, y);
    };
    label(formatSignificant(area.x0), 4, height - 3, 'left');
    label(formatSignificant(area.x1), width - 4, height - 3, 'right');
    label(formatSignificant(area.y1), 4, 14, 'left');
    label(formatSignificant(area.y0), 4, height - 15, 'left');
  }

  private drawPointer(context: CanvasRenderingContext2D, width: number, height: number, scene: BoundaryScene): void {
    if (this.pointer === null) {
      return;
    }
    const x = toX(this.pointer.x, scene.area, width);
    const y = toY(this.pointer.y, scene.area, height);
    context.strokeStyle = scene.palette.text;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x - 8, y);
    context.lineTo(x + 8, y);
    context.moveTo(x, y - 8);
    context.lineTo(x, y + 8);
    context.stroke();
    context.globalAlpha = 1;
  }

  /** One input: the outputs as curves over it, with the targets. */
  private drawCurve(context: CanvasRenderingContext2D, width: number, height: number, scene: BoundaryScene, network: Network | null): void {
    const { dataset, area, palette } = scene;
    const { outputs, patterns } = dataset.description;
    const [low, high] = targetRange(dataset, null);
    const margin = (high - low) * 0.12 || 1;
    const vertical: Area = { ...area, y0: low - margin, y1: high + margin };
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    for (let k = 0; k < outputs; k++) {
      const color = outputs === 1 ? palette.pointPositive : palette.classes[k % palette.classes.length]!;
      if (scene.points) {
        context.fillStyle = css(color, 0.75);
        for (let p = 0; p < patterns; p++) {
          const x = toX(dataset.inputs[p]!, area, width);
          const y = toY(dataset.targets[p * outputs + k]!, vertical, height);
          context.beginPath();
          context.arc(x, y, patterns > 1000 ? 1.5 : 2.6, 0, 2 * Math.PI);
          context.fill();
        }
      }
    }
    if (network !== null) {
      const steps = Math.min(Math.round(width), 400);
      const curves = Array.from({ length: outputs }, () => new Path2D());
      for (let i = 0; i <= steps; i++) {
        const x = area.x0 + (i / steps) * (area.x1 - area.x0);
        const answer = evaluate(network, [x]);
        const values = scene.shown.type === 'unit' ? [answer.hidden[scene.shown.index] ?? 0] : answer.outputs;
        values.forEach((value, k) => {
          const px = (i / steps) * width;
          const py = toY(value, vertical, height);
          if (i === 0) {
            curves[k]?.moveTo(px, py);
          } else {
            curves[k]?.lineTo(px, py);
          }
        });
      }
      curves.forEach((curve, k) => {
        context.strokeStyle = outputs === 1 ? palette.accent : css(palette.classes[k % palette.classes.length]!);
        context.lineWidth = 2;
        context.stroke(curve);
      });
      this.reveal(this.model.networkRevision);
    }
    this.drawScale(context, width, height, { ...scene, area: vertical });
  }
}

export function toX(x: number, area: Area, width: number): number {
  return ((x - area.x0) / (area.x1 - area.x0)) * width;
}

export function toY(y: number, area: Area, height: number): number {
  return ((area.y1 - y) / (area.y1 - area.y0)) * height;
}

export function targetRange(dataset: DatasetValues, output: number | null): readonly [number, number] {
  const { outputs } = dataset.description;
  let low = Infinity;
  let high = -Infinity;
  dataset.targets.forEach((value, i) => {
    if (output === null || i % outputs === output) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  });
  return low < high ? [low, high] : [low - 1, low + 1];
}

/** Class of a pattern: 0 or 1 for one output, else the output with the highest target. */
export function classOf(dataset: DatasetValues, pattern: number): number {
  const n = dataset.description.outputs;
  if (n === 1) {
    return dataset.targets[pattern]! > 0 ? 1 : 0;
  }
  let best = 0;
  for (let k = 1; k < n; k++) {
    if (dataset.targets[pattern * n + k]! > dataset.targets[pattern * n + best]!) {
      best = k;
    }
  }
  return best;
}

interface PointGroup {
  readonly color: Rgb;
  readonly patterns: readonly number[];
}

const grouped = new WeakMap<DatasetValues, { readonly palette: Palette; readonly groups: readonly PointGroup[] }>();

/** Patterns of one colour together: a path for each colour, not for each point. */
export function pointGroups(dataset: DatasetValues, palette: Palette): readonly PointGroup[] {
  const known = grouped.get(dataset);
  if (known !== undefined && known.palette === palette) {
    return known.groups;
  }
  const { kind, outputs, patterns } = dataset.description;
  const colors: Rgb[] =
    kind === 'regression'
      ? Array.from({ length: 12 }, (_, i) => mix(palette.pointNegative, palette.pointPositive, i / 11))
      : outputs === 1
        ? [palette.pointNegative, palette.pointPositive]
        : Array.from({ length: outputs }, (_, k) => palette.classes[k % palette.classes.length]!);
  const [low, high] = kind === 'regression' ? targetRange(dataset, 0) : [0, 1];
  const members: number[][] = colors.map(() => []);
  for (let p = 0; p < patterns; p++) {
    const group =
      kind === 'regression'
        ? Math.max(0, Math.min(11, Math.floor(((dataset.targets[p * outputs]! - low) / (high - low)) * 12)))
        : classOf(dataset, p);
    members[group]?.push(p);
  }
  const groups = colors.map((color, i) => ({ color, patterns: members[i]! }));
  grouped.set(dataset, { palette, groups });
  return groups;
}

function isOnSlice({ dataset, axes, base, tolerance }: BoundaryScene, pattern: number): boolean {
  const { inputs } = dataset.description;
  for (let i = 0; i < inputs; i++) {
    const distance = Math.abs(dataset.inputs[pattern * inputs + i]! - (base[i] ?? 0));
    if (i !== axes[0] && i !== axes[1] && distance > (tolerance[i] ?? 0)) {
      return false;
    }
  }
  return true;
}
