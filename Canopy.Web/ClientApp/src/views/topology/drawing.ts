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

const MARGIN_LEFT = 62;
const MARGIN_TOP = 26;
const MARGIN_BOTTOM = 28;
const MARGIN_RIGHT = 22;
/** Outputs stand this share of a column apart from the units. */
const OUTPUT_GAP = 0.5;
const LARGEST_CELL = 44;
/** Rows and columns narrower than this show a name only now and then. */
const NAMED_ROW = 9;
const NAMED_COLUMN = 14;
/** In the drawing of links, negative weights begin below the names. */
const LABEL_BAND = 24;

/** Sizes of a drawing: names keep their size when its grid grows. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly cellX: number;
  readonly cellY: number;
}

/**
 * The cascade in three drawings of the same grid of sources (rows) and targets (columns). The grid fills what there is,
 * times `zoom`; marks and names keep their size, so that a hundred units can be read by zooming in.
 */
export class Drawing {
  readonly frame: Frame;
  readonly sources: number;
  readonly targets: number;
  /** The smaller side of a cell. */
  private readonly cell: number;
  private readonly strongest: number;

  constructor(
    readonly network: Network,
    readonly layout: TopologyLayout,
    available: { readonly width: number; readonly height: number } | null,
    zoom = 1,
  ) {
    this.sources = 1 + network.inputs + network.units.length;
    this.targets = network.units.length + network.outputs;
    const columns = this.targets + OUTPUT_GAP;
    let cellX = 28;
    let cellY = 28;
    if (available !== null) {
      const x = Math.min(LARGEST_CELL, Math.max(1, (available.width - MARGIN_LEFT - MARGIN_RIGHT) / columns));
      const y = Math.min(LARGEST_CELL, Math.max(1, (available.height - MARGIN_TOP - MARGIN_BOTTOM) / this.sources));
      // A little wider than high is calm, a lot is not.
      cellX = Math.min(x, Math.max(y * 1.8, NAMED_ROW)) * zoom;
      cellY = Math.min(y, Math.max(x * 1.4, NAMED_ROW)) * zoom;
    }
    this.frame = {
      cellX,
      cellY,
      width: MARGIN_LEFT + columns * cellX + MARGIN_RIGHT,
      height: MARGIN_TOP + this.sources * cellY + MARGIN_BOTTOM,
    };
    this.cell = Math.min(cellX, cellY);
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
    if (row !== null && x < this.columnX(0) - this.frame.cellX / 2 && x > 0) {
      return { source: row, target: null };
    }
    if (column !== null && row !== null && this.weight({ source: row, target: column }) !== null) {
      return { source: row, target: column };
    }
    return column === null || y < 0 || y > this.frame.height ? null : { source: null, target: column };
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
    const { network, cell } = this;
    const { inputs, units } = network;
    const node = Math.min(7, Math.max(1.5, cell * 0.3));
    const right = this.columnX(this.targets - 1) + Math.min(10, this.frame.cellX * 0.35);
    const wire = Math.min(1.1, cell / 8);
    for (let source = 0; source < this.sources; source++) {
      const y = this.rowY(source);
      const unit = source - 1 - inputs;
      const share = unit >= 0 && joining?.unit === unit ? joining.progress : 1;
      const from = unit < 0 ? MARGIN_LEFT - 10 : this.columnX(unit);
      const strong = emphasis?.source === source;
      pen.line(from, y, from + (right - from) * share, y, strong ? colors.text : colors.line, strong ? 1.4 : wire);
    }
    const foot = this.rowY(0) + Math.min(9, this.frame.cellY / 2);
    for (let target = 0; target < this.targets; target++) {
      const x = this.columnX(target);
      const isUnit = target < units.length;
      const top = isUnit ? this.rowY(1 + inputs + target) : MARGIN_TOP - 10;
      const fade = isUnit && joining?.unit === target ? joining.progress : 1;
      const strong = emphasis?.target === target;
      pen.line(x, foot, x, foot + (top - foot) * fade, strong ? colors.text : colors.line, strong ? 1.4 : wire);
      for (let source = 0; source < this.sources; source++) {
        const weight = this.weight({ source, target });
        if (weight === null) {
          continue;
        }
        const half = Math.max(0.6, this.size(weight) * cell * 0.43) * fade;
        const dim = emphasis !== null && !touches(emphasis, source, target);
        pen.square(x, this.rowY(source), half, weight < 0 ? colors.negative : colors.positive, dim ? 0.25 : 0.95);
      }
    }
    this.drawNames(pen, colors, emphasis);
    for (let unit = 0; unit < units.length; unit++) {
      const radius = node * (joining?.unit === unit ? 1 + 0.6 * Math.sin(Math.PI * joining.progress) : 1);
      const y = this.rowY(1 + inputs + unit);
      const strong = emphasis?.source === 1 + inputs + unit || emphasis?.target === unit;
      pen.circle(this.columnX(unit), y, radius, strong ? colors.text : colors.surface, strong ? colors.text : colors.accent, Math.min(2, node / 3));
      this.drawActivation(pen, this.columnX(unit), y, radius, unit, strong ? colors.surface : colors.accent);
    }
    for (let output = 0; output < network.outputs; output++) {
      pen.circle(this.columnX(units.length + output), MARGIN_TOP - 10, Math.max(3, node), colors.accent, null);
    }
  }

  /**
   * Nodes in the order of the cascade, each linked to all after it: positive weights above, negative ones below; thin and
   * pale for small weights, strong for large ones.
   */
  private drawLinks(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null, joining: Joining | null): void {
    const { inputs, units } = this.network;
    const many = this.sources * this.targets > 1200;
    const strength = many ? 2 : 4;
    for (let target = 0; target < this.targets; target++) {
      const to = this.nodeX(this.nodeOfTarget(target));
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
        const fade = joining !== null && (source === 1 + inputs + joining.unit || target === joining.unit) ? joining.progress : 1;
        const alpha = (near === null ? 0.2 + 0.6 * size : near ? 0.95 : 0.06) * fade;
        const height = this.arcHeight(this.nodeOfTarget(target) - source) * (weight < 0 ? 1 : -1);
        pen.arc(this.nodeX(source), to, this.axisY() + (weight < 0 ? LABEL_BAND : 0), height, weight < 0 ? colors.negative : colors.positive, 0.4 + strength * size, alpha);
      }
    }
    const node = Math.min(7, Math.max(2, this.nodeStep() * 0.3));
    const y = this.axisY();
    for (let index = 0; index < this.nodes(); index++) {
      const x = this.nodeX(index);
      const unit = index - 1 - inputs;
      const isOutput = unit >= units.length;
      const strong = emphasis !== null && (emphasis.source === index || (unit >= 0 && emphasis.target === unit));
      const pop = unit >= 0 && joining?.unit === unit ? 1 + 0.6 * Math.sin(Math.PI * joining.progress) : 1;
      const inner = strong ? colors.text : isOutput ? colors.accent : unit < 0 ? colors.muted : colors.surface;
      pen.circle(x, y, node * pop, inner, unit < 0 || isOutput ? null : strong ? colors.text : colors.accent, Math.min(2, node / 3));
      if (unit >= 0 && !isOutput) {
        this.drawActivation(pen, x, y, node * pop, unit, strong ? colors.surface : colors.accent);
      }
      this.name(pen, unit < 0 ? index : unit, this.nodeStep() * 0.8, x, y + LABEL_BAND - 8, this.shortName(index), 'center', strong ? colors.text : colors.muted, strong);
    }
  }

  private drawMatrix(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
    const { cellX, cellY } = this.frame;
    const gap = this.cell > 6 ? 0.75 : 0;
    for (let target = 0; target < this.targets; target++) {
      for (let source = 0; source < this.sources; source++) {
        const weight = this.weight({ source, target });
        const x = this.columnX(target);
        const y = this.rowY(source);
        if (weight === null) {
          continue;
        }
        const color = mix(colors.surface, weight < 0 ? colors.negative : colors.positive, this.size(weight));
        pen.rectangle(x, y, cellX / 2 - gap, cellY / 2 - gap, color);
        if (emphasis !== null && touches(emphasis, source, target)) {
          pen.line(x - cellX / 2 + 1, y + cellY / 2 - 1.5, x + cellX / 2 - 1, y + cellY / 2 - 1.5, colors.text, 1.5);
        }
      }
    }
    this.drawNames(pen, colors, emphasis);
    const edge = this.columnX(this.network.units.length) - (cellX * (1 + OUTPUT_GAP)) / 2;
    pen.line(edge, MARGIN_TOP - 4, edge, this.rowY(0) + cellY / 2, colors.line, 1.2);
  }

  private drawNames(pen: Pen, colors: TopologyColors, emphasis: Emphasis | null): void {
    const { inputs, units } = this.network;
    const { cellX, cellY } = this.frame;
    for (let source = 0; source < this.sources; source++) {
      const unit = source - 1 - inputs;
      const strong = emphasis?.source === source;
      const color = strong ? colors.text : colors.muted;
      if (unit < 0 || this.layout === 'matrix') {
        this.name(pen, source, cellY, MARGIN_LEFT - 14, this.rowY(source), this.sourceName(source), 'right', color, strong);
      } else {
        this.name(pen, unit, cellY, this.columnX(unit) - Math.min(12, cellX * 0.42 + 3), this.rowY(source), String(unit + 1), 'right', color, strong);
      }
    }
    const y = this.rowY(0) + Math.max(Math.min(9, cellY / 2), this.cell * 0.43) + 11;
    for (let target = 0; target < this.targets; target++) {
      const strong = emphasis?.target === target;
      const color = strong ? colors.text : colors.muted;
      if (target < units.length) {
        this.name(pen, target, cellX, this.columnX(target), y, String(target + 1), 'center', color, strong);
      } else {
        const name = this.network.outputs === 1 ? 'out' : `o${target - units.length + 1}`;
        this.name(pen, target - units.length, cellX, this.columnX(target), y, name, 'center', color, strong);
      }
    }
  }

  /** Writes a name where there is room for it: in narrow grids, every fifth, tenth … */
  private name(
    pen: Pen,
    index: number,
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
    if (always || every === 1 || (index + 1) % every === 0) {
      pen.text(x, y, text, align === 'right' && text.length > 3 ? 11 : 10, color, align);
    }
  }

  /** A tiny graph of the activation function inside the node. */
  private drawActivation(pen: Pen, x: number, y: number, radius: number, unit: number, color: Rgb): void {
    const r = radius * 0.5;
    if (radius < 4) {
      return;
    }
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
    return MARGIN_LEFT + (target + 0.5 + (target >= this.network.units.length ? OUTPUT_GAP : 0)) * this.frame.cellX;
  }

  private columnAt(x: number): number | null {
    for (let target = 0; target < this.targets; target++) {
      if (Math.abs(x - this.columnX(target)) <= this.frame.cellX / 2) {
        return target;
      }
    }
    return null;
  }

  /** The first source is at the bottom. */
  private rowY(source: number): number {
    return this.frame.height - MARGIN_BOTTOM - (source + 0.5) * this.frame.cellY;
  }

  private sourceAt(y: number): number | null {
    const row = Math.round((this.frame.height - MARGIN_BOTTOM - y) / this.frame.cellY - 0.5);
    return row >= 0 && row < this.sources ? row : null;
  }

  // The drawing of links: bias, inputs, units, outputs along one axis.

  private nodes(): number {
    return this.sources + this.network.outputs;
  }

  private nodeOfTarget(target: number): number {
    return 1 + this.network.inputs + target;
  }

  private nodeStep(): number {
    return (this.frame.width - 2 * MARGIN_RIGHT) / this.nodes();
  }

  private nodeX(index: number): number {
    return MARGIN_RIGHT + (index + 0.5) * this.nodeStep();
  }

  private axisY(): number {
    return (this.frame.height - LABEL_BAND) / 2;
  }

  private arcHeight(distance: number): number {
    return Math.max(0, (this.frame.height - LABEL_BAND) / 2 - 12) * (distance / Math.max(1, this.nodes() - 1)) ** 0.75;
  }

  private shortName(index: number): string {
    const { inputs, outputs, units } = this.network;
    const unit = index - 1 - inputs;
    if (unit >= units.length) {
      return outputs === 1 ? 'out' : `o${unit - units.length + 1}`;
    }
    return unit >= 0 ? String(unit + 1) : index === 0 ? 'bias' : `in ${index}`;
  }

  private nodeAt(x: number, y: number): Emphasis | null {
    const index = Math.round((x - MARGIN_RIGHT) / this.nodeStep() - 0.5);
    if (index < 0 || index >= this.nodes() || Math.abs(y - this.axisY()) > 24) {
      return null;
    }
    const target = index - 1 - this.network.inputs;
    return { source: index < this.sources ? index : null, target: target >= 0 ? target : null };
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
