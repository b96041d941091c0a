import { css } from '../../base/color';
import { formatSignificant } from '../../base/format';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import { activationMiddle, activationRange } from '../../network/activation';
import type { Network } from '../../network/forward';
import { decisionLevel } from '../../network/forward';
import type { DatasetValues } from '../../protocol/contracts';
import type { RunModel } from '../../store/runModel';
import { fitCanvas } from '../ui/canvas';
import { curveArea, drawCurve } from './boundaryCurve';
import type { Area } from './geometry';
import { planeOf, toX, toY } from './geometry';
import type { MapClient } from './mapClient';
import type { MapPicture, Shown } from './mapJobs';
import { unitRange } from './mapPaint';
import { pointGroups, targetRange } from './patterns';
import type { BoundaryScene } from './scene';

/** Of more patterns, wrong answers are not marked: the rings would cover everything. */
const MARKED_PATTERNS = 5000;

/** In place of a revision, of what never changes. */
const FROZEN = -2;

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
    /** Told the values at the ends of the colours, when a map is shown. */
    private readonly onScale: (range: readonly [number, number]) => void,
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
      drawCurve(context, width, height, scene, network);
      this.drawScale(context, width, height, scene, curveArea(scene, network));
      if (network !== null) {
        this.reveal(this.model.networkRevision);
      }
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
    this.drawScale(context, width, height, scene, scene.area);
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
    const { area, axes, base, resolution, palette } = scene;
    // A unit that is not there yet, or no longer.
    const shown: Shown =
      scene.shown.type === 'unit' && scene.shown.index >= network.units.length ? { type: 'answer', classes: false } : scene.shown;
    const key = JSON.stringify([area, axes, base, shown, resolution, css(palette.neutral), this.model.generation]);
    // Frozen units are drawn once, whatever happens to the outputs.
    const needed = shown.type === 'unit' ? FROZEN : this.model.networkRevision;
    const colors = { ramp: palette.diverging, classes: palette.classes, neutral: palette.neutral };
    if (key !== this.asked || needed !== this.askedRevision) {
      this.asked = key;
      this.askedRevision = needed;
      const level = levelOf(network, scene.dataset, shown);
      const range = rangeOf(network, scene.dataset, shown);
      this.maps.request({ type: 'map', network, plane: planeOf(area, axes, base), resolution, shown, colors, range, level }, (result) => {
        this.map.width = result.resolution;
        this.map.height = result.resolution;
        this.map.getContext('2d')?.putImageData(new ImageData(result.pixels, result.resolution, result.resolution), 0, 0);
        this.picture = { result, area, axes: axes.join() };
        this.onScale(result.range);
        this.reveal(++this.revision);
        invalidate(this);
      });
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

  private drawPoints(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    scene: BoundaryScene,
    wrong: Uint8Array | null,
  ): void {
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

  private drawScale(context: CanvasRenderingContext2D, width: number, height: number, { palette }: BoundaryScene, area: Area): void {
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
}

/** Values at the ends of the colours; null where only the map's values can tell. */
function rangeOf(network: Network, dataset: DatasetValues, shown: Shown): readonly [number, number] | null {
  if (shown.type === 'unit') {
    return unitRange(network.units[shown.index]!.activation);
  }
  if (dataset.description.kind === 'regression') {
    return targetRange(dataset, shown.type === 'output' ? shown.index : 0);
  }
  // Targets are ±0.5 whatever the outputs can reach.
  const range = activationRange(network.outputActivation);
  return range === null || range[0] < -0.5 ? [-0.5, 0.5] : range;
}

/** The value at which a line is drawn. */
function levelOf(network: Network, dataset: DatasetValues, shown: Shown): number | null {
  if (shown.type === 'unit') {
    return activationMiddle(network.units[shown.index]!.activation);
  }
  return dataset.description.kind === 'regression' ? null : decisionLevel(network);
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
