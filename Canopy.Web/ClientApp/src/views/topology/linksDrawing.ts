import type { Drawing } from './drawing';
import { drawName } from './gridNames';
import { LABEL_BAND } from './linkAxis';
import type { Pen } from './pen';
import type { Emphasis, Joining, TopologyColors } from './shapes';
import { touches } from './shapes';
import { drawActivation } from './unitMark';

/** With more links than this, weak ones are left out. */
const MANY_LINKS = 1200;

/**
 * Nodes in the order of the cascade, each linked to those after it: positive weights above, negative ones below; thin and
 * pale for small weights, strong for large ones.
 */
export function drawLinks(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  drawArcs(drawing, pen, colors, emphasis, joining);
  drawNodes(drawing, pen, colors, emphasis, joining);
}

function drawArcs(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  const { grid, axis, network } = drawing;
  const many = grid.sources * grid.targets > MANY_LINKS;
  const strength = many ? 2 : 4;
  for (let target = 0; target < grid.targets; target++) {
    const end = axis.nodeOfTarget(target);
    for (let source = 0; source < grid.sources; source++) {
      const weight = drawing.weight({ source, target });
      if (weight === null) {
        continue;
      }
      const size = drawing.size(weight);
      const near = emphasis === null ? null : touches(emphasis, source, target);
      if (many && near !== true && size < 0.15) {
        continue;
      }
      const isJoining = joining !== null && (source === 1 + network.inputs + joining.unit || target === joining.unit);
      const alpha = (near === null ? 0.2 + 0.6 * size : near ? 0.95 : 0.06) * (isJoining ? joining.progress : 1);
      const isNegative = weight < 0;
      const height = axis.arcHeight(source, end) * (isNegative ? 1 : -1);
      const y = axis.y + (isNegative ? LABEL_BAND : 0);
      pen.arc(axis.x(source), axis.x(end), y, height, isNegative ? colors.negative : colors.positive, 0.4 + strength * size, alpha);
    }
  }
}

function drawNodes(drawing: Drawing, pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
  const { axis, network, order } = drawing;
  const { inputs, units } = network;
  const radius = Math.min(7, Math.max(2, axis.step * 0.3));
  const { y } = axis;
  for (let node = 0; node < axis.nodes; node++) {
    const x = axis.x(node);
    const unit = node - 1 - inputs;
    const isOutput = unit >= units.length;
    const strong = emphasis !== null && (emphasis.source === node || (unit >= 0 && emphasis.target === unit));
    const pop = unit >= 0 && joining?.unit === unit ? 1 + 0.6 * Math.sin(Math.PI * joining.progress) : 1;
    const inner = strong ? colors.text : isOutput ? colors.accent : unit < 0 ? colors.muted : colors.surface;
    pen.circle(x, y, radius * pop, inner, unit < 0 || isOutput ? null : strong ? colors.text : colors.accent, Math.min(2, radius / 3));
    if (unit >= 0 && !isOutput) {
      drawActivation(pen, x, y, radius * pop, units[unit]!.activation, strong ? colors.surface : colors.accent);
    }
    const place = unit < 0 ? node : isOutput ? unit : order.placeOf(unit);
    drawName(
      pen,
      place,
      axis.step * 0.8,
      x,
      y + LABEL_BAND - 8,
      shortName(drawing, node),
      'center',
      strong ? colors.text : colors.muted,
      strong,
    );
  }
}

function shortName({ network }: Drawing, node: number): string {
  const { inputs, outputs, units } = network;
  const unit = node - 1 - inputs;
  if (unit >= units.length) {
    return outputs === 1 ? 'out' : `o${unit - units.length + 1}`;
  }
  return unit >= 0 ? String(unit + 1) : node === 0 ? 'bias' : `in ${node}`;
}
