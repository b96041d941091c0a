import uPlot from 'uplot';
import { formatCompact, formatDuration, formatTick } from '../../base/format';
import { logTicks } from './logTicks';
import type { MetricsScene } from './metricsScene';

const AXIS_LEFT = 52;
const AXIS_RIGHT = 40;
/** What the axes at the sides take of a plot's width. */
export const AXES_WIDTH = AXIS_LEFT + AXIS_RIGHT;

/** What the axes show, read whenever they are drawn. */
export interface MetricsRanges {
  x: [number, number];
  loss: [number, number];
  accuracy: [number, number];
  bits: [number, number];
}

/** What a plot's owner draws and hears. */
export interface PlotHandlers {
  readonly drawBelow: (plot: uPlot) => void;
  readonly draw: (plot: uPlot) => void;
  readonly onCursor: (row: number | null) => void;
  readonly onZoom: (zoom: readonly [number, number] | null) => void;
}

/** Loss over x. */
export function lossPlot(host: HTMLElement, scene: MetricsScene, ranges: MetricsRanges, sync: string, handlers: PlotHandlers): uPlot {
  const axis = axisOf(scene);
  return new uPlot(
    {
      ...commonOptions(sync, handlers),
      width: Math.max(50, host.clientWidth),
      height: Math.max(50, host.clientHeight),
      scales: { x: { time: false, range: () => ranges.x }, y: { distr: scene.logLoss ? 3 : 1, range: () => ranges.loss } },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        axis({ values: scene.classification ? () => [] : xValues(scene), size: scene.classification ? 6 : 24, space: 70 }),
        axis({
          size: AXIS_LEFT,
          space: 26,
          values: (_, splits) => splits.map((v) => (v === null || v === undefined ? '' : formatTick(v))),
          // Our own ticks are few enough; uPlot's filter for logarithmic axes would drop them.
          ...(scene.logLoss
            ? {
                splits: (plot: uPlot) => logTicks(...ranges.loss, Math.max(2, plot.bbox.height / uPlot.pxRatio / 26)),
                filter: (_: uPlot, splits: number[]) => splits,
              }
            : {}),
        }),
        axis({ side: 1, size: AXIS_RIGHT, scale: 'y', splits: () => [], values: () => [], grid: { show: false } }),
      ],
    },
    undefined,
    host,
  );
}

/** Accuracy on the left and error bits on the right, over the same x. */
export function accuracyPlot(host: HTMLElement, scene: MetricsScene, ranges: MetricsRanges, sync: string, handlers: PlotHandlers): uPlot {
  const axis = axisOf(scene);
  return new uPlot(
    {
      ...commonOptions(sync, handlers),
      width: Math.max(50, host.clientWidth),
      height: Math.max(40, host.clientHeight),
      scales: { x: { time: false, range: () => ranges.x }, accuracy: { range: () => ranges.accuracy }, bits: { range: () => ranges.bits } },
      series: [
        {},
        { scale: 'accuracy', paths: () => null, points: { show: false } },
        { scale: 'bits', paths: () => null, points: { show: false } },
      ],
      axes: [
        axis({ values: xValues(scene), size: 24, space: 70 }),
        axis({
          scale: 'accuracy',
          size: AXIS_LEFT,
          space: 24,
          stroke: scene.palette.accuracy,
          values: (_, splits) => splits.map((v) => (v > 1 ? '' : `${Math.round(v * 100)}\u202f%`)),
        }),
        axis({
          scale: 'bits',
          side: 1,
          size: AXIS_RIGHT,
          space: 24,
          stroke: scene.palette.errorBits,
          grid: { show: false },
          values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? formatCompactInteger(v) : '')),
        }),
      ],
    },
    undefined,
    host,
  );
}

function axisOf({ palette }: MetricsScene): (over: Partial<uPlot.Axis>) => uPlot.Axis {
  return (over) => ({
    stroke: palette.muted,
    font: `11px ${palette.font}`,
    grid: { stroke: palette.line, width: 1 },
    ticks: { show: false },
    gap: 4,
    ...over,
  });
}

function xValues(scene: MetricsScene) {
  return (_: uPlot, splits: number[]) =>
    splits.map((v) =>
      scene.x === 'time' ? formatDuration(v).replace(/(\d)\.0/, '$1') : Number.isInteger(v) ? formatCompactInteger(v) : '',
    );
}

function commonOptions(sync: string, handlers: PlotHandlers) {
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: {
      sync: { key: sync, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { show: false },
      bind: {
        dblclick: () => () => {
          handlers.onZoom(null);
          return null;
        },
      },
    },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    hooks: {
      drawClear: [handlers.drawBelow],
      draw: [handlers.draw],
      setCursor: [({ cursor }: uPlot) => handlers.onCursor(typeof cursor.idx === 'number' && (cursor.left ?? -1) >= 0 ? cursor.idx : null)],
      setSelect: [
        (plot: uPlot) => {
          const { left, width } = plot.select;
          if (width > 4) {
            handlers.onZoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
          }
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  } satisfies Partial<uPlot.Options>;
}

function formatCompactInteger(value: number): string {
  return Math.abs(value) >= 10_000 ? formatCompact(value) : value.toLocaleString('en-US');
}
