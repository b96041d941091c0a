import type { Rgb } from '../../base/color';
import type { Drawing } from './drawing';
import { MARGIN_LEFT, NAMED_ROW } from './gridGeometry';
import type { Pen } from './pen';
import type { Emphasis, TopologyColors } from './shapes';

/** Columns narrower than this show a name only now and then. */
const NAMED_COLUMN = 14;

/** Names of rows and columns. */
export function drawGridNames(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
  drawRowNames(drawing, pen, colors, emphasis);
  drawColumnNames(drawing, pen, colors, emphasis);
}

function drawRowNames(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
  const { grid, order } = drawing;
  const { inputs } = drawing.network;
  const { cellX, cellY } = grid.frame;
  for (let source = 0; source < grid.sources; source++) {
    const unit = source - 1 - inputs;
    const strong = emphasis?.source === source;
    const color = strong ? colors.text : colors.muted;
    const y = grid.rowY(source);
    if (unit < 0 || drawing.layout === 'matrix') {
      const place = unit < 0 ? source : 1 + inputs + order.placeOf(unit);
      drawName(pen, place, cellY, MARGIN_LEFT - 14, y, drawing.sourceName(source), 'right', color, strong);
    } else {
      // At the left end of the unit's own wire.
      const x = grid.columnX(unit) - Math.min(12, cellX * 0.42 + 3);
      drawName(pen, order.placeOf(unit), cellY, x, y, String(unit + 1), 'right', color, strong);
    }
  }
}

function drawColumnNames(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
  const { grid, order } = drawing;
  const { units, outputs } = drawing.network;
  const { cellX, cellY } = grid.frame;
  const y = grid.rowY(0) + Math.max(Math.min(9, cellY / 2), grid.cell * 0.43) + 11;
  for (let target = 0; target < grid.targets; target++) {
    const strong = emphasis?.target === target;
    const color = strong ? colors.text : colors.muted;
    const isUnit = target < units.length;
    const name = isUnit ? String(target + 1) : outputs === 1 ? 'out' : `o${target - units.length + 1}`;
    const place = isUnit ? order.placeOf(target) : target - units.length;
    drawName(pen, place, cellX, grid.columnX(target), y, name, 'center', color, strong);
  }
}

/** Writes a name where there is room for it: in narrow grids, every fifth, tenth … */
export function drawName(
  pen: Pen,
  place: number,
  room: number,
  x: number,
  y: number,
  text: string,
  align: 'left' | 'center' | 'right',
  color: Rgb,
  always: boolean,
): void {
  const needed = align === 'center' ? NAMED_COLUMN : NAMED_ROW;
  const every = room >= needed ? 1 : room * 5 >= needed ? 5 : room * 10 >= needed ? 10 : 50;
  if (always || every === 1 || (place + 1) % every === 0) {
    pen.text(x, y, text, align === 'right' && text.length > 3 ? 11 : 10, color, align);
  }
}
