import { mix } from '../../base/color';
import type { Drawing } from './drawing';
import { MARGIN_LEFT, MARGIN_TOP } from './gridGeometry';
import { drawGridNames } from './gridNames';
import type { Pen } from './pen';
import type { Emphasis, Joining, TopologyColors } from './shapes';
import { touches } from './shapes';
import { drawActivation } from './unitMark';

/** Narrower layers have no name: it would run into the next unit's. */
const NAMED_LAYER = 52;
/** Outputs stand this far above the grid's upper edge. */
const OUTPUT_Y = MARGIN_TOP - 10;

/**
 * Fahlman and Lebiere's own diagram: every source is a horizontal wire, every unit a column that collects from the wires
 * below it. Squares are frozen weights. The columns of one layer stand together.
 */
export function drawCascade(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  const { grid } = drawing;
  const foot = grid.rowY(0) + Math.min(9, grid.frame.cellY / 2);
  drawLayerBands(drawing, pen, colors, foot);
  drawWires(drawing, pen, colors, emphasis, joining);
  drawColumns(drawing, pen, colors, emphasis, joining, foot);
  drawGridNames(drawing, pen, colors, emphasis);
  drawNodes(drawing, pen, colors, emphasis, joining);
}

/** Bands behind the columns of layers that have several units, named at their upper end. */
function drawLayerBands({ grid, order, network }: Drawing, pen: Pen, colors: TopologyColors, foot: number): void {
  const { cellX, cellY } = grid.frame;
  for (const { layer, first, count } of order.layers) {
    if (count < 2) {
      continue;
    }
    const left = grid.columnX(order.units[first]!);
    const right = grid.columnX(order.units[first + count - 1]!);
    const top = grid.rowY(1 + network.inputs + order.units[first + count - 1]!) - Math.max(10, cellY * 0.6);
    pen.rectangle((left + right) / 2, (top + foot) / 2, (right - left + cellX) / 2 + 1, (foot - top) / 2, colors.band);
    if (right - left + cellX >= NAMED_LAYER) {
      pen.text((left + right) / 2, top - 8, `layer ${layer}`, 10, mix(colors.surface, colors.muted, 0.9), 'center');
    }
  }
}

function drawWires({ grid, network }: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  const right = grid.columnX(grid.targets - 1) + Math.min(10, grid.frame.cellX * 0.35);
  const width = Math.min(1.1, grid.cell / 8);
  for (let source = 0; source < grid.sources; source++) {
    const y = grid.rowY(source);
    const unit = source - 1 - network.inputs;
    const share = unit >= 0 && joining?.unit === unit ? joining.progress : 1;
    const from = unit < 0 ? MARGIN_LEFT - 10 : grid.columnX(unit);
    const strong = emphasis?.source === source;
    pen.line(from, y, from + (right - from) * share, y, strong ? colors.text : colors.line, strong ? 1.4 : width);
  }
}

function drawColumns(
  drawing: Drawing,
  pen: Pen,
  colors: TopologyColors,
  emphasis: Emphasis | null,
  joining: Joining | null,
  foot: number,
): void {
  const { grid, network } = drawing;
  const width = Math.min(1.1, grid.cell / 8);
  for (let target = 0; target < grid.targets; target++) {
    const x = grid.columnX(target);
    const isUnit = target < network.units.length;
    const top = isUnit ? grid.rowY(1 + network.inputs + target) : OUTPUT_Y;
    const fade = isUnit && joining?.unit === target ? joining.progress : 1;
    const strong = emphasis?.target === target;
    pen.line(x, foot, x, foot + (top - foot) * fade, strong ? colors.text : colors.line, strong ? 1.4 : width);
    for (let source = 0; source < grid.sources; source++) {
      const weight = drawing.weight({ source, target });
      if (weight === null) {
        continue;
      }
      const half = Math.max(0.6, drawing.size(weight) * grid.cell * 0.43) * fade;
      const dim = emphasis !== null && !touches(emphasis, source, target);
      pen.square(x, grid.rowY(source), half, weight < 0 ? colors.negative : colors.positive, dim ? 0.25 : 0.95);
    }
  }
}

function drawNodes({ grid, network }: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  const { inputs, units } = network;
  const node = Math.min(7, Math.max(1.5, grid.cell * 0.3));
  for (let unit = 0; unit < units.length; unit++) {
    const radius = node * (joining?.unit === unit ? 1 + 0.6 * Math.sin(Math.PI * joining.progress) : 1);
    const x = grid.columnX(unit);
    const y = grid.rowY(1 + inputs + unit);
    const strong = emphasis?.source === 1 + inputs + unit || emphasis?.target === unit;
    pen.circle(x, y, radius, strong ? colors.text : colors.surface, strong ? colors.text : colors.accent, Math.min(2, node / 3));
    drawActivation(pen, x, y, radius, units[unit]!.activation, strong ? colors.surface : colors.accent);
  }
  for (let output = 0; output < network.outputs; output++) {
    pen.circle(grid.columnX(units.length + output), OUTPUT_Y, Math.max(3, node), colors.accent, null);
  }
}
