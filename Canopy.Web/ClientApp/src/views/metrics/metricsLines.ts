import uPlot from 'uplot';
import type { PhaseSpan } from '../../store/phaseSpans';
import type { RunModel } from '../../store/runModel';
import type { MetricsScene } from './metricsScene';
import type { PlotRows } from './plotData';

/** What is drawn into a plot, beside what uPlot draws itself. */
export interface Ground {
  readonly plot: uPlot;
  readonly scene: MetricsScene;
  readonly model: RunModel;
  readonly rows: PlotRows;
  readonly range: readonly [number, number];
}

export interface LineStyle {
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

export type Column = 'loss' | 'accuracy' | 'errorBits' | 'validationLoss' | 'validationAccuracy';

/** Over the validation patterns: told from training by colour and by dashes. */
export function validationStyle({ palette }: MetricsScene, width: number): LineStyle {
  return { color: palette.validation, width, dash: [6, 3] };
}

/** Candidate phases as bands, and a line with the unit's number where it joined. */
export function drawPhases(ground: Ground, isLabelled: boolean): void {
  const { plot, scene, model, range } = ground;
  if (scene.x === 'units') {
    return;
  }
  const ratio = uPlot.pxRatio;
  const visible = model.spans.filter((span) => {
    const [from, to] = spanRange(ground, span);
    return span.phase === 'candidate' && to >= range[0] && from <= range[1];
  });
  const crowded = visible.length * 18 * ratio > plot.bbox.width;
  clipped(plot, 0, (ctx, { left, top, width, height }) => {
    ctx.fillStyle = scene.palette.candidate;
    ctx.strokeStyle = scene.palette.candidate;
    ctx.lineWidth = ratio;
    ctx.font = `${10 * ratio}px ${scene.palette.font}`;
    ctx.textBaseline = 'top';
    let labelled = -Infinity;
    for (const span of visible) {
      const [from, to] = spanRange(ground, span);
      const begin = plot.valToPos(from, 'x', true);
      const end = plot.valToPos(to, 'x', true);
      ctx.globalAlpha = scene.palette.band;
      ctx.fillRect(begin, top, Math.max(ratio / 2, end - begin), height);
      if (span.end === null) {
        continue;
      }
      ctx.globalAlpha = crowded ? 0.18 : 0.45;
      verticalLine(ctx, end, top, height);
      if (!isLabelled) {
        continue;
      }
      const label = joinedLabel(model, span);
      const room = ctx.measureText(label).width + 6 * ratio;
      const isLast = end + room > left + width;
      if ((isLast ? end - room : end) >= labelled) {
        ctx.globalAlpha = 0.95;
        ctx.textAlign = isLast ? 'right' : 'left';
        ctx.fillText(label, end + (isLast ? -3 : 3) * ratio, top + 2 * ratio);
        labelled = end + room + 4 * ratio;
      }
    }
  });
}

/** Where training returned to: the network that a run with validation ended with is not its last. */
export function drawResult(ground: Ground, isLabelled: boolean): void {
  const { plot, scene, model } = ground;
  const span = resultSpan(model);
  if (span === null) {
    return;
  }
  const ratio = uPlot.pxRatio;
  const x = plot.valToPos(scene.x === 'units' ? span.units : spanRange(ground, span)[1], 'x', true);
  clipped(plot, 0, (ctx, { left, top, width, height }) => {
    ctx.strokeStyle = scene.palette.text;
    ctx.fillStyle = scene.palette.text;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    verticalLine(ctx, x, top, height);
    if (isLabelled) {
      const isLast = x + 40 * ratio > left + width;
      ctx.font = `600 ${10 * ratio}px ${scene.palette.font}`;
      ctx.textBaseline = 'bottom';
      ctx.textAlign = isLast ? 'right' : 'left';
      ctx.fillText('result', x + (isLast ? -4 : 4) * ratio, top + height - 3 * ratio);
    }
  });
}

/** The output phase whose end is the result of a run that gave up later units; null where the result is the last network. */
export function resultSpan(model: RunModel): PhaseSpan | null {
  const units = model.units.length;
  return model.dropped.length === 0 ? null : (model.spans.findLast((span) => span.phase === 'output' && span.units === units) ?? null);
}

/** In a candidate phase the network stays as it is, and so does its loss: dotted. */
export function drawHolds(ground: Ground, column: 'loss' | 'validationLoss', color: string): void {
  const { plot, scene, model, range } = ground;
  if (scene.x === 'units') {
    return;
  }
  const ratio = uPlot.pxRatio;
  clipped(plot, 0, (ctx) => {
    ctx.beginPath();
    let loss = NaN;
    for (const span of model.spans) {
      if (span.phase === 'output') {
        loss = span[column];
        continue;
      }
      const [from, to] = spanRange(ground, span);
      if (!(loss > 0) || to < range[0] || from > range[1]) {
        continue;
      }
      const y = plot.valToPos(loss, 'y', true);
      ctx.moveTo(plot.valToPos(from, 'x', true), y);
      ctx.lineTo(plot.valToPos(to, 'x', true), y);
    }
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.lineWidth = 1.25 * ratio;
    ctx.strokeStyle = color;
    ctx.globalAlpha = 0.6;
    ctx.stroke();
  });
}

export function drawLine(ground: Ground, column: Column, scale: string, style: LineStyle): void {
  const { plot, scene, rows } = ground;
  const ratio = uPlot.pxRatio;
  const values = rows[column];
  const isLog = scale === 'y' && scene.logLoss;
  const isDrawn = (value: number) => Number.isFinite(value) && !(isLog && value <= 0);
  clipped(plot, 2 * ratio, (ctx) => {
    ctx.beginPath();
    let units = -1;
    let first = true;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!isDrawn(value)) {
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
    ctx.lineWidth = style.width * ratio;
    ctx.lineJoin = 'round';
    ctx.lineCap = style.dash === undefined ? 'round' : 'butt';
    ctx.setLineDash((style.dash ?? []).map((d) => d * ratio));
    ctx.strokeStyle = style.color;
    ctx.stroke();
    if (scene.x === 'units' && values.length < 200) {
      ctx.fillStyle = style.color;
      values.forEach((value, i) => {
        if (isDrawn(value)) {
          ctx.beginPath();
          ctx.arc(plot.valToPos(rows.x[i]!, 'x', true), plot.valToPos(value, scale, true), 2.5 * ratio, 0, 2 * Math.PI);
          ctx.fill();
        }
      });
    }
  });
}

/** "3", or "3–4" where a round installed several. */
export function joinedLabel({ spans, units }: RunModel, span: PhaseSpan): string {
  const first = span.units + 1;
  const last = spans[spans.indexOf(span) + 1]?.units ?? Math.max(first, units.length);
  return last > first ? `${first}–${last}` : String(first);
}

function spanRange({ scene, model }: Ground, span: PhaseSpan): [number, number] {
  return scene.x === 'time'
    ? [span.startedAt - model.firstTime, (span.endedAt ?? model.lastTime) - model.firstTime]
    : [span.start, span.end ?? model.figures.epoch];
}

function verticalLine(ctx: CanvasRenderingContext2D, x: number, top: number, height: number): void {
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, top);
  ctx.lineTo(Math.round(x) + 0.5, top + height);
  ctx.stroke();
}

/** Draws inside the plot's frame, and a little above and below it. */
function clipped(plot: uPlot, air: number, draw: (ctx: CanvasRenderingContext2D, box: uPlot.BBox) => void): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - air, bbox.width, bbox.height + 2 * air);
  ctx.clip();
  draw(ctx, bbox);
  ctx.restore();
}
