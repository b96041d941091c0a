import uPlot from 'uplot';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import type { RunModel } from '../../store/runModel';
import type { Ground } from './metricsLines';
import { drawHolds, drawLine, drawPhases, drawResult, validationStyle } from './metricsLines';
import type { MetricsRanges, PlotHandlers } from './metricsPlots';
import { AXES_WIDTH, accuracyPlot, lossPlot } from './metricsPlots';
import type { MetricsReading, MetricsScene } from './metricsScene';
import type { PlotRows } from './plotData';
import { extent, roomFor, rowsByUnits, thinRows } from './plotData';

/** Height of the units' names. */
const LABEL_PIXELS = 12;

/** Loss above, accuracy and error bits below, over the same x. uPlot keeps axes and cursor; the lines are drawn here. */
export class MetricsChart implements Drawable {
  readonly interval = 33;
  private upper: uPlot | null = null;
  private lower: uPlot | null = null;
  private scene: MetricsScene | null = null;
  private rows: PlotRows = rowsByUnits([]);
  private readonly ranges: MetricsRanges = { x: [0, 1], loss: [0.01, 1], accuracy: [0, 1], bits: [0, 1] };
  private cursor: number | null = null;
  private readonly observer: ResizeObserver;

  constructor(
    private readonly upperHost: HTMLElement,
    private readonly lowerHost: HTMLElement,
    private readonly model: RunModel,
    private readonly onRead: (reading: MetricsReading | null) => void,
    private readonly onZoom: (zoom: readonly [number, number] | null) => void,
  ) {
    this.observer = new ResizeObserver(() => invalidate(this));
    this.observer.observe(upperHost);
    this.observer.observe(lowerHost);
  }

  show(scene: MetricsScene): void {
    const before = this.scene;
    this.scene = scene;
    if (
      before === null ||
      before.palette !== scene.palette ||
      before.logLoss !== scene.logLoss ||
      before.x !== scene.x ||
      before.classification !== scene.classification
    ) {
      this.build(scene);
    }
    invalidate(this);
  }

  dispose(): void {
    this.observer.disconnect();
    this.upper?.destroy();
    this.lower?.destroy();
    this.upper = this.lower = null;
    this.scene = null;
  }

  draw(): void {
    const { scene, upper, lower } = this;
    if (scene === null || upper === null) {
      return;
    }
    this.select(scene, upper.width);
    fit(upper, this.upperHost);
    const { rows } = this;
    upper.setData([rows.x, rows.loss] as unknown as uPlot.AlignedData);
    if (lower !== null) {
      fit(lower, this.lowerHost);
      lower.setData([rows.x, rows.accuracy, rows.errorBits] as unknown as uPlot.AlignedData);
    }
    this.read();
  }

  private select(scene: MetricsScene, width: number): void {
    const { ranges } = this;
    if (scene.x === 'units') {
      this.rows = rowsByUnits(this.model.spans);
      ranges.x = rangeOf(scene.zoom ?? [0, Math.max(1, this.rows.x.at(-1) ?? 1)], 0.2);
    } else {
      this.selectEpochs(scene, Math.max(100, width - AXES_WIDTH));
    }
    const { loss, validationLoss, accuracy, validationAccuracy, errorBits } = this.rows;
    // Names of units are written along the upper edge.
    const headroom = scene.x === 'units' ? 0 : LABEL_PIXELS / Math.max(60, this.upperHost.clientHeight);
    ranges.loss = roomFor(extent([loss, validationLoss], scene.logLoss), scene.logLoss, headroom);
    ranges.bits = [0, roomFor(extent([errorBits]), false)[1]];
    const [low, high] = extent([accuracy, validationAccuracy]) ?? [0, 1];
    ranges.accuracy = [Math.max(0, low - 0.04), Math.min(1.02, Math.max(high + 0.04, low + 0.05))];
  }

  private selectEpochs(scene: MetricsScene, pixels: number): void {
    const { model, ranges } = this;
    const byTime = scene.x === 'time';
    const now = byTime ? model.lastTime - model.firstTime : model.figures.epoch;
    const windowStart = model.figures.epoch - scene.window;
    const start = scene.window > 0 && scene.zoom === null ? Math.max(0, byTime ? timeOfEpoch(model, windowStart) : windowStart) : 0;
    ranges.x = rangeOf(scene.zoom ?? [start, Math.max(start + (byTime ? 0.5 : 10), now)]);
    const offset = byTime ? model.firstTime : 0;
    const recent = byTime ? model.recent.time : model.recent.epoch;
    const hasRecent = model.recent.length > 0 && recent[0]! - offset <= ranges.x[0];
    const columns = hasRecent ? model.recent : model.series;
    const x = byTime ? columns.time : columns.epoch;
    this.rows = thinRows(columns, x, ranges.x[0] + offset, ranges.x[1] + offset, pixels, offset);
  }

  private build(scene: MetricsScene): void {
    this.select(scene, this.upperHost.clientWidth);
    this.upper?.destroy();
    this.lower?.destroy();
    const sync = uPlot.sync(`metrics-${Math.random()}`).key;
    this.upper = lossPlot(
      this.upperHost,
      scene,
      this.ranges,
      sync,
      this.handlers(true, (ground) => this.drawLoss(ground)),
    );
    this.lower = scene.classification
      ? accuracyPlot(
          this.lowerHost,
          scene,
          this.ranges,
          sync,
          this.handlers(false, (ground) => this.drawAccuracy(ground)),
        )
      : null;
  }

  private handlers(isUpper: boolean, draw: (ground: Ground) => void): PlotHandlers {
    const { onZoom } = this;
    const on = (plot: uPlot, action: (ground: Ground) => void) => {
      if (this.scene !== null) {
        action({ plot, scene: this.scene, model: this.model, rows: this.rows, range: this.ranges.x });
      }
    };
    return {
      onZoom,
      drawBelow: (plot) =>
        on(plot, (ground) => {
          drawPhases(ground, isUpper);
          drawResult(ground, isUpper);
        }),
      draw: (plot) => on(plot, draw),
      onCursor: (row) => {
        this.cursor = row;
        this.read();
      },
    };
  }

  private drawLoss(ground: Ground): void {
    const { palette } = ground.scene;
    drawHolds(ground, 'validationLoss', palette.validation);
    drawLine(ground, 'validationLoss', 'y', validationStyle(ground.scene, 1.5));
    drawHolds(ground, 'loss', palette.accent);
    drawLine(ground, 'loss', 'y', { color: palette.accent, width: 1.75 });
  }

  private drawAccuracy(ground: Ground): void {
    const { palette } = ground.scene;
    drawLine(ground, 'errorBits', 'bits', { color: palette.errorBits, width: 1.25 });
    drawLine(ground, 'validationAccuracy', 'accuracy', validationStyle(ground.scene, 1.5));
    drawLine(ground, 'accuracy', 'accuracy', { color: palette.accuracy, width: 1.5 });
  }

  private read(): void {
    const { rows, cursor } = this;
    const at = cursor !== null && cursor < rows.x.length ? cursor : rows.x.length - 1;
    if (at < 0) {
      this.onRead(null);
      return;
    }
    this.onRead({
      atCursor: cursor !== null && cursor < rows.x.length,
      epoch: rows.epoch[at]!,
      loss: rows.loss[at]!,
      accuracy: orNull(rows.accuracy[at]!),
      errorBits: orNull(rows.errorBits[at]!),
      validationLoss: orNull(rows.validationLoss[at]!),
      validationAccuracy: orNull(rows.validationAccuracy[at]!),
    });
  }
}

function fit(plot: uPlot, host: HTMLElement): void {
  const width = host.clientWidth;
  const height = host.clientHeight;
  if (width > 0 && height > 0 && (plot.width !== width || plot.height !== height)) {
    plot.setSize({ width, height });
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function rangeOf([low, high]: readonly [number, number], air = 0): [number, number] {
  return high > low ? [low - air, high + air] : [low, low + 1];
}

function timeOfEpoch(model: RunModel, epoch: number): number {
  const { series } = model;
  for (let i = series.length - 1; i >= 0; i--) {
    if (series.epoch[i]! <= epoch) {
      return series.time[i]! - model.firstTime;
    }
  }
  return 0;
}
