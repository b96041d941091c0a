import uPlot from 'uplot';
import { formatCompact, formatDuration, formatTick } from '../../base/format';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import type { PhaseSpan, RunModel } from '../../store/runModel';
import type { Palette } from '../palette';
import { logTicks } from './logTicks';
import { extent, roomFor, rowsByUnits, thinRows } from './plotData';
import type { PlotRows } from './plotData';

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
}

type Column = 'loss' | 'accuracy' | 'errorBits';

const AXIS_LEFT = 52;
const AXIS_RIGHT = 40;

/** Loss above, accuracy and error bits below, over the same x. uPlot keeps axes and cursor; the lines are drawn here. */
export class MetricsChart implements Drawable {
  readonly interval = 33;
  private upper: uPlot | null = null;
  private lower: uPlot | null = null;
  private scene: MetricsScene | null = null;
  private rows: PlotRows = rowsByUnits([]);
  private range: [number, number] = [0, 1];
  private lossRange: [number, number] = [0.01, 1];
  private bitsRange: [number, number] = [0, 1];
  private accuracyRange: [number, number] = [0, 1];
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
      this.build();
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
    this.fit(upper, this.upperHost);
    const { rows } = this;
    upper.setData([rows.x, rows.loss] as unknown as uPlot.AlignedData);
    if (lower !== null) {
      this.fit(lower, this.lowerHost);
      lower.setData([rows.x, rows.accuracy, rows.errorBits] as unknown as uPlot.AlignedData);
    }
    this.read();
  }

  private select(scene: MetricsScene, width: number): void {
    const { model } = this;
    const pixels = Math.max(100, width - AXIS_LEFT - AXIS_RIGHT);
    if (scene.x === 'units') {
      this.rows = rowsByUnits(model.spans);
      this.range = rangeOf(scene.zoom ?? [0, Math.max(1, this.rows.x.at(-1) ?? 1)], 0.2);
    } else {
      const byTime = scene.x === 'time';
      const now = byTime ? model.lastTime - model.firstTime : model.figures.epoch;
      const start =
        scene.window > 0 && scene.zoom === null
          ? byTime
            ? Math.max(0, timeOfEpoch(model, model.figures.epoch - scene.window))
            : Math.max(0, model.figures.epoch - scene.window)
          : 0;
      this.range = rangeOf(scene.zoom ?? [start, Math.max(start + (byTime ? 0.5 : 10), now)]);
      const offset = byTime ? model.firstTime : 0;
      const recent = byTime ? model.recent.time : model.recent.epoch;
      const hasRecent = model.recent.length > 0 && recent[0]! - offset <= this.range[0];
      const columns = hasRecent ? model.recent : model.series;
      const x = byTime ? columns.time : columns.epoch;
      this.rows = thinRows(columns, x, this.range[0] + offset, this.range[1] + offset, pixels, offset);
    }
    this.lossRange = roomFor(extent(this.rows.loss, scene.logLoss), scene.logLoss);
    this.bitsRange = roomFor(extent(this.rows.errorBits), false);
    this.bitsRange[0] = 0;
    const accuracy = extent(this.rows.accuracy) ?? [0, 1];
    this.accuracyRange = [Math.max(0, accuracy[0] - 0.04), Math.min(1.02, Math.max(accuracy[1] + 0.04, accuracy[0] + 0.05))];
  }

  private fit(plot: uPlot, host: HTMLElement): void {
    const width = host.clientWidth;
    const height = host.clientHeight;
    if (width > 0 && height > 0 && (plot.width !== width || plot.height !== height)) {
      plot.setSize({ width, height });
    }
  }

  private build(): void {
    const scene = this.scene!;
    this.select(scene, this.upperHost.clientWidth);
    this.upper?.destroy();
    this.lower?.destroy();
    const sync = uPlot.sync(`metrics-${Math.random()}`);
    const { palette } = scene;
    const axis = (over: Partial<uPlot.Axis>): uPlot.Axis => ({
      stroke: palette.muted,
      font: `11px ${palette.font}`,
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
      gap: 4,
      ...over,
    });
    const xValues = (_: uPlot, splits: number[]) =>
      splits.map((v) => (scene.x === 'time' ? formatDuration(v).replace(/(\d)\.0/, '$1') : Number.isInteger(v) ? formatCompactInteger(v) : ''));
    const common: Omit<uPlot.Options, 'series' | 'axes' | 'scales' | 'width' | 'height'> = {
      legend: { show: false },
      padding: [8, 8, 0, 0],
      cursor: {
        sync: { key: sync.key, setSeries: false },
        drag: { x: true, y: false, setScale: false },
        points: { show: false },
        bind: {
          dblclick: () => () => {
            this.onZoom(null);
            return null;
          },
        },
      },
      select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    };
    const hooks = (draw: (plot: uPlot) => void): uPlot.Hooks.Arrays => ({
      drawClear: [(plot) => this.drawPhases(plot)],
      draw: [draw],
      setCursor: [
        (plot) => {
          this.cursor = plot.cursor.idx !== null && plot.cursor.idx !== undefined && (plot.cursor.left ?? -1) >= 0 ? plot.cursor.idx : null;
          this.read();
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width > 4) {
            this.onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
          }
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    });
    const x: uPlot.Scale = { time: false, range: () => this.range };

    this.upper = new uPlot(
      {
        ...common,
        width: Math.max(50, this.upperHost.clientWidth),
        height: Math.max(50, this.upperHost.clientHeight),
        scales: { x, y: { distr: scene.logLoss ? 3 : 1, range: () => this.lossRange } },
        series: [{}, { paths: () => null, points: { show: false } }],
        axes: [
          axis({ values: xValues, size: scene.classification ? 6 : 24, space: 70, ...(scene.classification ? { values: () => [] } : {}) }),
          axis({
            size: AXIS_LEFT,
            space: 26,
            values: (_, splits) => splits.map((v) => (v === null || v === undefined ? '' : formatTick(v))),
            // Our own ticks are few enough; uPlot's filter for logarithmic axes would drop them.
            ...(scene.logLoss
              ? {
                  splits: (plot: uPlot) => logTicks(...this.lossRange, Math.max(2, plot.bbox.height / uPlot.pxRatio / 26)),
                  filter: (_: uPlot, splits: number[]) => splits,
                }
              : {}),
          }),
          axis({ side: 1, size: AXIS_RIGHT, scale: 'y', splits: () => [], values: () => [], grid: { show: false } }),
        ],
        hooks: hooks((plot) => {
          this.drawHolds(plot);
          this.drawLine(plot, 'loss', 'y', palette.accent, 1.75);
        }),
      },
      undefined,
      this.upperHost,
    );
    this.lower = null;
    if (scene.classification) {
      this.lower = new uPlot(
        {
          ...common,
          width: Math.max(50, this.lowerHost.clientWidth),
          height: Math.max(40, this.lowerHost.clientHeight),
          scales: { x, accuracy: { range: () => this.accuracyRange }, bits: { range: () => this.bitsRange } },
          series: [
            {},
            { scale: 'accuracy', paths: () => null, points: { show: false } },
            { scale: 'bits', paths: () => null, points: { show: false } },
          ],
          axes: [
            axis({ values: xValues, size: 24, space: 70 }),
            axis({
              scale: 'accuracy',
              size: AXIS_LEFT,
              space: 24,
              stroke: palette.accuracy,
              values: (_, splits) => splits.map((v) => (v > 1 ? '' : `${Math.round(v * 100)}\u202f%`)),
            }),
            axis({
              scale: 'bits',
              side: 1,
              size: AXIS_RIGHT,
              space: 24,
              stroke: palette.errorBits,
              grid: { show: false },
              values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? formatCompactInteger(v) : '')),
            }),
          ],
          hooks: hooks((plot) => {
            this.drawLine(plot, 'errorBits', 'bits', palette.errorBits, 1.25);
            this.drawLine(plot, 'accuracy', 'accuracy', palette.accuracy, 1.5);
          }),
        },
        undefined,
        this.lowerHost,
      );
    }
  }

  /** Candidate phases as bands, and a line with the unit's number where it joined. */
  private drawPhases(plot: uPlot): void {
    const scene = this.scene;
    if (scene === null) {
      return;
    }
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const { spans } = this.model;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    if (scene.x !== 'units') {
      const visible = spans.filter((s) => {
        const [from, to] = this.spanRange(s, scene);
        return s.phase === 'candidate' && to >= this.range[0] && from <= this.range[1];
      });
      const crowded = visible.length * 18 * ratio > bbox.width;
      ctx.fillStyle = scene.palette.candidate;
      ctx.strokeStyle = scene.palette.candidate;
      ctx.lineWidth = ratio;
      ctx.font = `${10 * ratio}px ${scene.palette.font}`;
      ctx.textBaseline = 'top';
      let labelled = -Infinity;
      for (const span of visible) {
        const [from, to] = this.spanRange(span, scene);
        const left = plot.valToPos(from, 'x', true);
        const right = plot.valToPos(to, 'x', true);
        ctx.globalAlpha = scene.palette.band;
        ctx.fillRect(left, bbox.top, Math.max(ratio / 2, right - left), bbox.height);
        if (span.end === null) {
          continue;
        }
        ctx.globalAlpha = crowded ? 0.18 : 0.45;
        ctx.beginPath();
        ctx.moveTo(Math.round(right) + 0.5, bbox.top);
        ctx.lineTo(Math.round(right) + 0.5, bbox.top + bbox.height);
        ctx.stroke();
        const isLast = right + 16 * ratio > bbox.left + bbox.width;
        if (plot === this.upper && right - labelled > (isLast ? 40 : 22) * ratio) {
          ctx.globalAlpha = 0.95;
          ctx.textAlign = isLast ? 'right' : 'left';
          ctx.fillText(String(span.units + 1), right + (isLast ? -3 : 3) * ratio, bbox.top + 2 * ratio);
          labelled = right;
        }
      }
    }
    ctx.restore();
  }

  /** In a candidate phase the network stays as it is, and so does its loss: dashed. */
  private drawHolds(plot: uPlot): void {
    const scene = this.scene;
    if (scene === null || scene.x === 'units') {
      return;
    }
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.beginPath();
    let loss = NaN;
    for (const span of this.model.spans) {
      if (span.phase === 'output') {
        loss = span.loss;
        continue;
      }
      const [from, to] = this.spanRange(span, scene);
      if (!(loss > 0) || to < this.range[0] || from > this.range[1]) {
        continue;
      }
      const y = plot.valToPos(loss, 'y', true);
      ctx.moveTo(plot.valToPos(from, 'x', true), y);
      ctx.lineTo(plot.valToPos(to, 'x', true), y);
    }
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.lineWidth = 1.25 * ratio;
    ctx.strokeStyle = scene.palette.accent;
    ctx.globalAlpha = 0.6;
    ctx.stroke();
    ctx.restore();
  }

  private drawLine(plot: uPlot, column: Column, scale: string, color: string, width: number): void {
    const scene = this.scene;
    if (scene === null) {
      return;
    }
    const { ctx, bbox } = plot;
    const ratio = uPlot.pxRatio;
    const { rows } = this;
    const values = rows[column];
    const isLog = column === 'loss' && scene.logLoss;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top - 2 * ratio, bbox.width, bbox.height + 4 * ratio);
    ctx.clip();
    ctx.beginPath();
    let units = -1;
    let first = true;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value) || (isLog && value <= 0)) {
        first = true;
        continue;
      }
      const x = plot.valToPos(rows.x[i]!, 'x', true);
      const y = plot.valToPos(value, scale, true);
      if (first || rows.units[i] !== units) {
        // A new output phase begins after a gap; a phase of one row is a dot.
        ctx.moveTo(x, y);
        ctx.lineTo(x + 0.01, y);
      } else {
        ctx.lineTo(x, y);
      }
      units = rows.units[i]!;
      first = false;
    }
    ctx.lineWidth = width * ratio;
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    ctx.strokeStyle = color;
    ctx.stroke();
    if (scene.x === 'units' && values.length < 200) {
      ctx.fillStyle = color;
      for (let i = 0; i < values.length; i++) {
        if (Number.isFinite(values[i]) && (!isLog || values[i]! > 0)) {
          ctx.beginPath();
          ctx.arc(plot.valToPos(rows.x[i]!, 'x', true), plot.valToPos(values[i]!, scale, true), 2.5 * ratio, 0, 2 * Math.PI);
          ctx.fill();
        }
      }
    }
    ctx.restore();
  }

  private spanRange(span: PhaseSpan, scene: MetricsScene): [number, number] {
    const { model } = this;
    return scene.x === 'time'
      ? [span.startedAt - model.firstTime, (span.endedAt ?? model.lastTime) - model.firstTime]
      : [span.start, span.end ?? model.figures.epoch];
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
      accuracy: Number.isNaN(rows.accuracy[at]) ? null : rows.accuracy[at]!,
      errorBits: Number.isNaN(rows.errorBits[at]) ? null : rows.errorBits[at]!,
    });
  }
}

function rangeOf([low, high]: readonly [number, number], air = 0): [number, number] {
  return high > low ? [low - air, high + air] : [low, low + 1];
}

function formatCompactInteger(value: number): string {
  return Math.abs(value) >= 10_000 ? formatCompact(value) : value.toLocaleString('en-US');
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
