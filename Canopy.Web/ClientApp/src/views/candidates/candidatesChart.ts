import uPlot from 'uplot';
import { formatTick } from '../../base/format';
import type { Drawable } from '../../base/raf';
import { invalidate } from '../../base/raf';
import type { CandidateRound } from '../../store/candidateRounds';
import type { RunModel } from '../../store/runModel';
import type { Palette } from '../palette';

export interface CandidatesScene {
  /** Null follows the newest round. */
  readonly round: number | null;
  readonly palette: Palette;
}

/** A candidate under the cursor. */
export interface CandidateReading {
  readonly candidate: number;
  readonly epoch: number;
  readonly score: number;
}

/** Points of all lines together. */
const MOST_POINTS = 40_000;

/** One round: the score of every candidate by epoch, the best one strong. */
export class CandidatesChart implements Drawable {
  readonly interval = 33;
  private plot: uPlot | null = null;
  private scene: CandidatesScene | null = null;
  private round: CandidateRound | null = null;
  private yRange: [number, number] = [0, 1];
  private xRange: [number, number] = [0, 1];
  private hovered: CandidateReading | null = null;
  private readonly observer: ResizeObserver;

  constructor(
    private readonly host: HTMLElement,
    private readonly model: RunModel,
    private readonly onRead: (reading: CandidateReading | null) => void,
  ) {
    this.observer = new ResizeObserver(() => invalidate(this));
    this.observer.observe(host);
  }

  show(scene: CandidatesScene): void {
    const rebuild = this.scene === null || this.scene.palette !== scene.palette;
    this.scene = scene;
    if (rebuild) {
      this.build(scene);
    }
    invalidate(this);
  }

  dispose(): void {
    this.observer.disconnect();
    this.plot?.destroy();
    this.plot = null;
    this.scene = null;
  }

  draw(): void {
    const { plot, scene, host, model } = this;
    if (plot === null || scene === null) {
      return;
    }
    const width = host.clientWidth;
    const height = host.clientHeight;
    if (width > 0 && height > 0 && (plot.width !== width || plot.height !== height)) {
      plot.setSize({ width, height });
    }
    this.round = roundShown(model, scene.round);
    const { round } = this;
    if (round === null) {
      plot.setData([[], []]);
      return;
    }
    this.xRange = [round.firstEpoch, Math.max(round.lastEpoch, round.firstEpoch + 8)];
    let high = 0;
    const used = round.rows * round.poolSize;
    for (let i = 0; i < used; i++) {
      if (round.scores[i]! > high) {
        high = round.scores[i]!;
      }
    }
    this.yRange = [0, high > 0 ? high * 1.08 : 1];
    const x = round.epochs.subarray(0, round.rows);
    plot.setData([x, x] as unknown as uPlot.AlignedData);
  }

  private build(scene: CandidatesScene): void {
    this.plot?.destroy();
    const { palette } = scene;
    const axis = (over: Partial<uPlot.Axis>): uPlot.Axis => ({
      stroke: palette.muted,
      font: `11px ${palette.font}`,
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
      gap: 4,
      ...over,
    });
    this.plot = new uPlot(
      {
        width: Math.max(50, this.host.clientWidth),
        height: Math.max(50, this.host.clientHeight),
        legend: { show: false },
        padding: [8, 12, 0, 0],
        cursor: { drag: { x: false, y: false, setScale: false }, points: { show: false }, y: false },
        scales: { x: { time: false, range: () => this.xRange }, y: { range: () => this.yRange } },
        series: [{}, { paths: () => null, points: { show: false } }],
        axes: [
          axis({
            size: 24,
            space: (_, __, ___, max) => 28 + 8 * max.toLocaleString('en-US').length,
            values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? v.toLocaleString('en-US') : '')),
          }),
          axis({ size: 52, space: 28, values: (_, splits) => splits.map((v) => formatTick(v)) }),
        ],
        hooks: { draw: [(plot) => this.drawScores(plot)], setCursor: [(plot) => this.look(plot)] },
      },
      [[], []],
      this.host,
    );
  }

  private drawScores(plot: uPlot): void {
    const { round, scene } = this;
    if (round === null || scene === null || round.rows === 0) {
      return;
    }
    const { ctx, bbox } = plot;
    const { palette } = scene;
    const ratio = uPlot.pxRatio;
    const isOver = round.winners.length > 0;
    // The installed ones, else the one that leads.
    const strong = isOver ? round.winners.map((w) => w.candidate) : [round.best()];
    const { poolSize, rows, scores, epochs } = round;
    const xs = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      xs[i] = plot.valToPos(epochs[i]!, 'x', true);
    }
    const zero = plot.valToPos(0, 'y', true);
    const scale = plot.valToPos(1, 'y', true) - zero;
    // No more points than pixels, and of a large pool no more than can be drawn in a frame.
    const most = Math.max(24, Math.min(bbox.width / ratio, MOST_POINTS / poolSize));
    const stride = Math.max(1, Math.floor(rows / most));
    const line = (candidate: number) => {
      ctx.beginPath();
      for (let i = 0; i < rows; i += i + stride < rows ? stride : Math.max(1, rows - 1 - i)) {
        ctx.lineTo(xs[i]!, zero + scores[i * poolSize + candidate]! * scale);
      }
      ctx.stroke();
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width + 8 * ratio, bbox.height);
    ctx.clip();
    ctx.lineJoin = 'round';
    ctx.strokeStyle = palette.muted;
    ctx.lineWidth = ratio;
    ctx.globalAlpha = poolSize > 64 ? 0.2 : poolSize > 16 ? 0.35 : 0.6;
    for (let candidate = 0; candidate < poolSize; candidate++) {
      if (!strong.includes(candidate) && candidate !== this.hovered?.candidate) {
        line(candidate);
      }
    }
    ctx.globalAlpha = 1;
    if (this.hovered !== null && !strong.includes(this.hovered.candidate) && this.hovered.candidate < poolSize) {
      ctx.strokeStyle = palette.text;
      ctx.lineWidth = 1.75 * ratio;
      line(this.hovered.candidate);
    }
    for (const candidate of strong.filter((c) => c >= 0 && c < poolSize)) {
      ctx.strokeStyle = palette.candidate;
      ctx.lineWidth = 2.25 * ratio;
      line(candidate);
      const x = xs[rows - 1]!;
      const y = zero + scores[(rows - 1) * poolSize + candidate]! * scale;
      ctx.fillStyle = palette.candidate;
      ctx.beginPath();
      ctx.arc(x, y, 3.5 * ratio, 0, 2 * Math.PI);
      ctx.fill();
      if (isOver) {
        ctx.strokeStyle = palette.surface;
        ctx.lineWidth = 1.5 * ratio;
        ctx.stroke();
      }
    }
    ctx.restore();
  }

  /** The candidate whose line is nearest to the cursor. */
  private look(plot: uPlot): void {
    const { round } = this;
    const { idx, top, left } = plot.cursor;
    let reading: CandidateReading | null = null;
    if (round !== null && typeof idx === 'number' && (left ?? -1) >= 0 && idx < round.rows) {
      let nearest = Infinity;
      for (let c = 0; c < round.poolSize; c++) {
        const score = round.scores[idx * round.poolSize + c]!;
        const distance = Math.abs(plot.valToPos(score, 'y') - (top ?? 0));
        if (distance < nearest) {
          nearest = distance;
          reading = { candidate: c, epoch: round.epochs[idx]!, score };
        }
      }
    }
    if (reading?.candidate !== this.hovered?.candidate) {
      invalidate(this);
    }
    this.hovered = reading;
    this.onRead(reading);
  }
}

export function roundShown(model: RunModel, index: number | null): CandidateRound | null {
  return index === null ? model.rounds.current() : model.rounds.find(index);
}
