import { mix } from '../../base/color';
import type { Drawing } from './drawing';
import { MARGIN_TOP, OUTPUT_GAP } from './gridGeometry';
import { drawGridNames } from './gridNames';
import type { Pen } from './pen';
import type { Emphasis, TopologyColors } from './shapes';
import { touches } from './shapes';

/** Every weight as a cell of its colour, strong for large ones. */
export function drawMatrix(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
  const { grid, network } = drawing;
  const { cellX, cellY } = grid.frame;
  const gap = grid.cell > 6 ? 0.75 : 0;
  for (let target = 0; target < grid.targets; target++) {
    const x = grid.columnX(target);
    for (let source = 0; source < grid.sources; source++) {
      const weight = drawing.weight({ source, target });
      const y = grid.rowY(source);
      if (weight === null) {
        continue;
      }
      const color = mix(colors.surface, weight < 0 ? colors.negative : colors.positive, drawing.size(weight));
      pen.rectangle(x, y, cellX / 2 - gap, cellY / 2 - gap, color);
      if (emphasis !== null && touches(emphasis, source, target)) {
        pen.line(x - cellX / 2 + 1, y + cellY / 2 - 1.5, x + cellX / 2 - 1, y + cellY / 2 - 1.5, colors.text, 1.5);
      }
    }
  }
  drawGridNames(drawing, pen, colors, emphasis);
  const edge = grid.columnX(network.units.length) - (cellX * (1 + OUTPUT_GAP)) / 2;
  pen.line(edge, MARGIN_TOP - 4, edge, grid.rowY(0) + cellY / 2, colors.line, 1.2);
}
