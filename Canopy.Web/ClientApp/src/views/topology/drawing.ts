import { mix } from '../../base/color';
import type { Rgb } from '../../base/color';
import type { Network } from '../../network/forward';
import type { Pen } from './pen';

export type TopologyLayout = 'cascade' | 'links' | 'matrix';

export interface TopologyColors {
  readonly text: Rgb;
  readonly muted: Rgb;
  readonly line: Rgb;
  readonly surface: Rgb;
  readonly accent: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
}

/**
 * A connection by its ends. Sources: 0 bias, then inputs, then hidden units. Targets: hidden units, then outputs.
 */
export interface Link {
  readonly source: number;
  readonly target: number;
}

/** What is pointed at: a link, or all links of one source or target. */
export interface Emphasis {
  readonly source: number | null;
  readonly target: number | null;
}

export interface Joining {
  /** Hidden unit that joins. */
  readonly unit: number;
  /** From 0 to 1. */
  readonly progress: number;
}

const CELL = 26;
const MARGIN_LEFT = 58;
const MARGIN_TOP = 30;
const MARGIN_BOTTOM = 26;
const MARGIN_RIGHT = 26;

/**
 * The cascade in three drawings of the same grid of sources (rows) and targets (columns). All sizes are in the drawing's own
 * units; who shows it scales.
 */
export class Drawing {
  readonly width: number;
  readonly height: number;
  readonly sources: number;
  readonly targets: number;
  private readonly strongest: number;

  constructor(
    readonly network: Network,
    readonly layout: TopologyLayout,
  ) {
    this.sources = 1 + network.inputs + network.units.length;
    this.targets = network.units.length + network.outputs;
    this.width = MARGIN_LEFT + (this.targets + 0.5) * CELL + MARGIN_RIGHT;
    this.height = MARGIN_TOP + this.sources * CELL + MARGIN_BOTTOM;
    this.strongest = typicalWeight(network);
  }

  weight(link: Link): number | null {
    const { units, outputWeights } = this.network;
    const row = link.target < units.length ? units[link.target]!.weights : outputWeights[link.target - units.length];
    return row !== undefined && link.source < row.length ? row[link.source]! : null;
  }

  sourceName(source: number): string {
    const { inputs } = this.network;
    return source === 0 ? 'bias' : source <= inputs ? `input ${source}` : `unit ${source - inputs}`;
  }

  targetName(target: number): string {
    const { units, outputs } = this.network;
    return target < units.length ? `unit ${target + 1}` : outputs === 1 ? 'output' : `output ${target - units.length + 1}`;
  }

  /** The link, source or target at a place of the drawing; null beside everything. */
  at(x: number, y: number): Emphasis | null {
    if (this.layout === 'links') {
      return this.nodeAt(x, y);
    }
    const column = this.columnAt(x);
    const row = this.sourceAt(y);
    if (row !== null && x < this.columnX(0) - CELL / 2 && x > 0) {
      return { source: row, target: null };
    }
    if (column !== null && row !== null && this.weight({ source: row, target: column }) !== null) {
      return { source: row, target: column };
    }
    return column === null || y < 0 || y > this.height ? null : { source: null, target: column };
  }

  draw(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
    switch (this.layout) {
      case 'cascade':
        this.drawCascade(pen, colors, emphasis, joining);
        break;
      case 'links':
        this.drawLinks(pen, colors, emphasis, joining);
        break;
      case 'matrix':
        this.drawMatrix(pen, colors, emphasis);
        break;
    }
  }

  /**
   * Fahlman and Lebiere's own diagram: every source is a horizontal wire, every unit a column that collects from the wires
   * below it. Squares are frozen weights; diamonds at the outputs are still trained.
   */
  private drawCascade(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
    const { network } = this;
    const { inputs, units } = network;
    const right = this.columnX(this.targets - 1) + CELL * 0.35;
    for (let source = 0; source < this.sources; source++) {
      const y = this.rowY(source);
      const unit = source - 1 - inputs;
      const share = unit >= 0 && joining?.unit === unit ? joining.progress : 1;
      const from = unit < 0 ? MARGIN_LEFT - 10 : this.columnX(unit);
      const strong = emphasis?.source === source;
      pen.line(from, y, from + (right - from) * share, y, strong ? colors.text : colors.line, strong ? 1.4 : 1.1);
    }
    for (let target = 0; target < this.targets; target++) {
      const x = this.columnX(target);
      const isUnit = target < units.length;
      const top = isUnit ? this.rowY(1 + inputs + target) : MARGIN_TOP - 12;
      const fade = isUnit && joining?.unit === target ? joining.progress : 1;
      const strong = emphasis?.target === target;
      pen.line(x, this.rowY(0) + 9, x, this.rowY(0) + 9 + (top - this.rowY(0) - 9) * fade, strong ? colors.text : colors.line, strong ? 1.4 : 1.1);
      for (let source = 0; source < this.sources; source++) {
        const weight = this.weight({ source, target });
        if (weight === null) {
          continue;
        }
        const half = this.size(weight) * CELL * 0.42 * fade;
        const dim = emphasis !== null && !touches(emphasis, source, target);
        pen.square(x, this.rowY(source), half, weight < 0 ? colors.negative : colors.positive, dim ? 0.25 : 0.95);
      }
    }
    this.drawNames(pen, colors, emphasis);
    for (let unit = 0; unit < units.length; unit++) {
      const pop = joining?.unit === unit ? 1 + 0.5 * Math.sin(Math.PI * joining.progress) : 1;
      const y = this.rowY(1 + inputs + unit);
      const strong = emphasis?.source === 1 + inputs + unit || emphasis?.target === unit;
      pen.circle(this.columnX(unit), y, 6.5 * pop, strong ? colors.text : colors.surface, strong ? colors.text : colors.accent, 2);
      this.drawActivation(pen, this.columnX(unit), y, 6.5 * pop, unit, strong ? colors.surface : colors.accent);
    }
    for (let output = 0; output < network.outputs; output++) {
      const x = this.columnX(units.length + output);
      pen.circle(x, MARGIN_TOP - 12, 6.5, colors.accent, null);
    }
  }

  /** Nodes and links: thin and pale for small weights, strong for large ones. */
  private drawLinks(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
    const { units, inputs } = this.network;
    const many = this.sources * this.targets > 1200;
    for (let target = 0; target < this.targets; target++) {
      const to = this.targetNode(target);
      for (let source = 0; source < this.sources; source++) {
        const weight = this.weight({ source, target });
        if (weight === null) {
          continue;
        }
        const size = this.size(weight);
        const near = emphasis === null ? null : touches(emphasis, source, target);
        if (many && near !== true && size < 0.15) {
          continue;
        }
        const from = this.sourceNode(source);
        const fade = joining !== null && (source === 1 + inputs + joining.unit || target === joining.unit) ? joining.progress : 1;
        const alpha = (near === null ? 0.2 + 0.6 * size : near ? 0.95 : 0.06) * fade;
        pen.curve(from.x, from.y, to.x, to.y, weight < 0 ? colors.negative : colors.positive, 0.5 + 4 * size, alpha);
      }
    }
    for (let source = 0; source < this.sources; source++) {
      const { x, y } = this.sourceNode(source);
      const unit = source - 1 - inputs;
      const pop = unit >= 0 && joining?.unit === unit ? 1 + 0.5 * Math.sin(Math.PI * joining.progress) : 1;
      const strong = emphasis !== null && (emphasis.source === source || (unit >= 0 && emphasis.target === unit));
      pen.circle(x, y, (unit < 0 ? 5.5 : 7.5) * pop, strong ? colors.text : unit < 0 ? colors.muted : colors.surface, unit < 0 ? null : colors.accent, 2);
      if (unit < 0) {
        pen.text(x - 10, y, this.sourceName(source), 11, strong ? colors.text : colors.muted, 'right');
      } else {
        pen.text(x, y - 15, String(unit + 1), 10, strong ? colors.text : colors.muted, 'center');
        this.drawActivation(pen, x, y, 7.5 * pop, unit, strong ? colors.surface : colors.accent);
      }
    }
    for (let target = units.length; target < this.targets; target++) {
      const { x, y } = this.targetNode(target);
      const strong = emphasis?.target === target;
      pen.circle(x, y, 7.5, strong ? colors.text : colors.accent, null);
      pen.text(x, y - 15, this.network.outputs === 1 ? 'out' : `o${target - units.length + 1}`, 10, colors.muted, 'center');
    }
  }

  private drawMatrix(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
    for (let target = 0; target < this.targets; target++) {
      for (let source = 0; source < this.sources; source++) {
        const weight = this.weight({ source, target });
        const x = this.columnX(target);
        const y = this.rowY(source);
        if (weight === null) {
          continue;
        }
        const color = mix(colors.surface, weight < 0 ? colors.negative : colors.positive, this.size(weight));
        pen.square(x, y, CELL / 2 - 0.75, color);
        if (emphasis !== null && touches(emphasis, source, target)) {
          pen.line(x - CELL / 2 + 1, y + CELL / 2 - 1.5, x + CELL / 2 - 1, y + CELL / 2 - 1.5, colors.text, 1.5);
        }
      }
    }
    this.drawNames(pen, colors, emphasis);
    const edge = (this.columnX(this.network.units.length - 1) + this.columnX(this.network.units.length)) / 2;
    pen.line(edge, MARGIN_TOP - 4, edge, this.rowY(0) + CELL / 2, colors.line, 1.2);
  }

  private drawNames(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
    const { inputs, units } = this.network;
    for (let source = 0; source < this.sources; source++) {
      const unit = source - 1 - inputs;
      const strong = emphasis?.source === source;
      if (unit < 0 || this.layout === 'matrix') {
        pen.text(MARGIN_LEFT - 14, this.rowY(source), this.sourceName(source), 11, strong ? colors.text : colors.muted, 'right');
      } else {
        pen.text(this.columnX(unit) - 12, this.rowY(source), String(unit + 1), 10, strong ? colors.text : colors.muted, 'right');
      }
    }
    for (let target = 0; target < this.targets; target++) {
      const strong = emphasis?.target === target;
      const isUnit = target < units.length;
      const name = isUnit ? String(target + 1) : this.network.outputs === 1 ? 'out' : `o${target - units.length + 1}`;
      pen.text(this.columnX(target), this.rowY(0) + 21, name, 10, strong ? colors.text : colors.muted, 'center');
    }
  }

  /** A tiny graph of the activation function inside the node. */
  private drawActivation(pen: Pen, x: number, y: number, radius: number, unit: number, color: Rgb): void {
    const r = radius * 0.5;
    if (this.network.units[unit]!.activation === 'gaussian') {
      pen.line(x - r, y + r * 0.6, x, y - r * 0.7, color, 1.2);
      pen.line(x, y - r * 0.7, x + r, y + r * 0.6, color, 1.2);
    } else {
      pen.line(x - r, y + r * 0.6, x, y + r * 0.6, color, 1.2);
      pen.line(x, y + r * 0.6, x, y - r * 0.6, color, 1.2);
      pen.line(x, y - r * 0.6, x + r, y - r * 0.6, color, 1.2);
    }
  }

  /** Size of a mark, 0 to 1: by the square root, so that its area shows the weight. */
  private size(weight: number): number {
    return Math.max(0.08, Math.min(1, Math.sqrt(Math.abs(weight) / this.strongest)));
  }

  private columnX(target: number): number {
    // Outputs stand a little apart.
    return MARGIN_LEFT + (target + 0.5) * CELL + (target >= this.network.units.length ? CELL * 0.5 : 0);
  }

  private columnAt(x: number): number | null {
    for (let target = 0; target < this.targets; target++) {
      if (Math.abs(x - this.columnX(target)) <= CELL / 2) {
        return target;
      }
    }
    return null;
  }

  /** The first source is at the bottom. */
  private rowY(source: number): number {
    return this.height - MARGIN_BOTTOM - (source + 0.5) * CELL;
  }

  private sourceAt(y: number): number | null {
    const row = Math.round((this.height - MARGIN_BOTTOM - y) / CELL - 0.5);
    return row >= 0 && row < this.sources ? row : null;
  }

  private sourceNode(source: number): { x: number; y: number } {
    const { inputs } = this.network;
    return source <= inputs
      ? { x: MARGIN_LEFT, y: this.rowY(source) }
      : { x: this.columnX(source - 1 - inputs) + CELL * 0.4, y: this.rowY(source) };
  }

  private targetNode(target: number): { x: number; y: number } {
    const { units, outputs, inputs } = this.network;
    if (target < units.length) {
      return this.sourceNode(1 + inputs + target);
    }
    // Outputs in a column of their own at the right, spread over the height.
    const share = outputs === 1 ? 0.5 : (target - units.length) / (outputs - 1);
    const top = MARGIN_TOP + CELL * 0.5;
    const bottom = this.rowY(0);
    const middle = (top + bottom) / 2;
    const spread = Math.min(bottom - top, outputs * CELL * 1.4);
    return { x: this.width - MARGIN_RIGHT, y: middle + (share - 0.5) * spread };
  }

  private nodeAt(x: number, y: number): Emphasis | null {
    for (let target = this.network.units.length; target < this.targets; target++) {
      const node = this.targetNode(target);
      if (Math.hypot(node.x - x, node.y - y) < 14) {
        return { source: null, target };
      }
    }
    for (let source = 0; source < this.sources; source++) {
      const node = this.sourceNode(source);
      if (Math.hypot(node.x - x, node.y - y) < 14) {
        const unit = source - 1 - this.network.inputs;
        return { source, target: unit >= 0 ? unit : null };
      }
    }
    return null;
  }
}

function touches(emphasis: Emphasis, source: number, target: number): boolean {
  if (emphasis.source !== null && emphasis.target !== null) {
    // In the drawing of links a unit is both; in the others this is one link.
    return emphasis.source === source || emphasis.target === target;
  }
  return emphasis.source === source || emphasis.target === target;
}

/** The weight that is drawn at full size: large ones, but not the single largest, which would make all others dots. */
function typicalWeight(network: Network): number {
  const sizes: number[] = [];
  for (const row of [...network.units.map((u) => u.weights), ...network.outputWeights]) {
    for (const weight of row) {
      if (Number.isFinite(weight)) {
        sizes.push(Math.abs(weight));
      }
    }
  }
  sizes.sort((a, b) => a - b);
  return Math.max(1e-6, sizes[Math.floor((sizes.length - 1) * 0.92)] ?? 1);
}
