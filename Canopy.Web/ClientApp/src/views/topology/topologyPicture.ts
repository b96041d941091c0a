import { mix, parseHex } from '../../base/color';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import type { RunModel } from '../../store/runModel';
import { prefersReducedMotion } from '../../store/theme';
import type { Palette } from '../palette';
import { fitCanvas } from '../ui/canvas';
import type { TopologyLayout } from './drawing';
import { Drawing } from './drawing';
import { drawTopology } from './drawTopology';
import { CanvasPen, SvgPen } from './pen';
import type { Emphasis, TopologyColors } from './shapes';

export interface TopologyScene {
  readonly layout: TopologyLayout;
  /** How much larger than the panel, and the offset in pixels. */
  readonly view: readonly [number, number, number] | null;
  readonly palette: Palette;
}

const JOIN_MS = 700;

export class TopologyPicture implements Drawable {
  private scene: TopologyScene | null = null;
  private drawing: Drawing | null = null;
  private drawnKey = '';
  private emphasis: Emphasis | null = null;
  private unitCount = -1;
  private joinedAt = -Infinity;
  private left = 0;
  private top = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly model: RunModel,
  ) {}

  show(scene: TopologyScene): void {
    this.scene = scene;
    invalidate(this);
  }

  emphasise(emphasis: Emphasis | null): void {
    if (emphasis?.source !== this.emphasis?.source || emphasis?.target !== this.emphasis?.target) {
      this.emphasis = emphasis;
      invalidate(this);
    }
  }

  /** What is at a place of the panel. */
  at(x: number, y: number): { readonly emphasis: Emphasis; readonly drawing: Drawing } | null {
    const emphasis = this.drawing?.at(x - this.left, y - this.top) ?? null;
    return emphasis === null || this.drawing === null ? null : { emphasis, drawing: this.drawing };
  }

  draw(now: number): boolean {
    const { scene, model } = this;
    const fit = fitCanvas(this.canvas);
    if (scene === null || fit === null) {
      return false;
    }
    const { context, width, height, ratio } = fit;
    context.clearRect(0, 0, width, height);
    const network = model.network();
    if (network === null) {
      this.drawing = null;
      this.drawnKey = '';
      this.unitCount = -1;
      return false;
    }
    const [zoom, dx, dy] = scene.view ?? [1, 0, 0];
    const key = `${model.networkRevision} ${scene.layout} ${width} ${height} ${zoom}`;
    if (this.drawing === null || this.drawnKey !== key) {
      this.drawing = new Drawing(network, scene.layout, { width, height }, zoom);
      this.drawnKey = key;
      this.canvas.dataset['revision'] = String(model.networkRevision);
      this.canvas.dataset['units'] = String(network.units.length);
    }
    if (network.units.length !== this.unitCount) {
      // One unit more is seen joining; a network that arrives whole, or grows faster than the eye, is not.
      const isNew = this.unitCount >= 0 && network.units.length === this.unitCount + 1 && now - this.joinedAt > JOIN_MS;
      this.joinedAt = isNew && !prefersReducedMotion() ? now : this.joinedAt;
      this.unitCount = network.units.length;
    }

    const { drawing } = this;
    this.left = (width - drawing.frame.width) / 2 + dx;
    this.top = (height - drawing.frame.height) / 2 + dy;
    context.setTransform(ratio, 0, 0, ratio, this.left * ratio, this.top * ratio);
    context.lineCap = 'round';
    const progress = ease(Math.min(1, (now - this.joinedAt) / JOIN_MS));
    const joining = progress < 1 ? { unit: this.unitCount - 1, progress } : null;
    drawTopology(drawing, new CanvasPen(context, scene.palette.font), colorsOf(scene.palette), this.emphasis, joining);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return joining !== null;
  }

  svg(title: string): string | null {
    const network = this.model.network();
    if (this.scene === null || network === null) {
      return null;
    }
    const drawing = new Drawing(network, this.scene.layout, null);
    const pen = new SvgPen(this.scene.palette.font);
    const colors = colorsOf(this.scene.palette);
    drawTopology(drawing, pen, colors, null, null);
    return pen.document(drawing.frame.width, drawing.frame.height, colors.surface, title);
  }

  png(): Promise<Blob | null> {
    const network = this.model.network();
    if (this.scene === null || network === null) {
      return Promise.resolve(null);
    }
    const drawing = new Drawing(network, this.scene.layout, null);
    const colors = colorsOf(this.scene.palette);
    const scale = Math.min(3, 8000 / Math.max(drawing.frame.width, drawing.frame.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(drawing.frame.width * scale);
    canvas.height = Math.ceil(drawing.frame.height * scale);
    const context = canvas.getContext('2d')!;
    context.fillStyle = this.scene.palette.surface;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    drawTopology(drawing, new CanvasPen(context, this.scene.palette.font), colors, null, null);
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  }
}

function colorsOf(palette: Palette): TopologyColors {
  return {
    text: parseHex(palette.text),
    muted: parseHex(palette.muted),
    line: parseHex(palette.faint),
    surface: parseHex(palette.surface),
    band: mix(parseHex(palette.surface), parseHex(palette.line), 0.45),
    accent: parseHex(palette.accent),
    positive: palette.positive,
    negative: palette.negative,
  };
}

function ease(t: number): number {
  return 1 - (1 - t) ** 3;
}
