import { drawCascade } from './cascadeDrawing';
import type { Drawing } from './drawing';
import { drawLinks } from './linksDrawing';
import { drawMatrix } from './matrixDrawing';
import type { Pen } from './pen';
import type { Emphasis, Joining, TopologyColors } from './shapes';

/** Draws a network in the layout that its drawing was made for. */
export function drawTopology(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  switch (drawing.layout) {
    case 'cascade':
      drawCascade(drawing, pen, colors, emphasis, joining);
      break;
    case 'links':
      drawLinks(drawing, pen, colors, emphasis, joining);
      break;
    case 'matrix':
      drawMatrix(drawing, pen, colors, emphasis);
      break;
  }
}
