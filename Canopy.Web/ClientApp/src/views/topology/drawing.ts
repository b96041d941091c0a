import type { Network } from '../../network/forward';
import type { Frame } from './gridGeometry';
import { GridGeometry } from './gridGeometry';
import { LayerOrder, linkWeight } from './layerOrder';
import { LinkAxis } from './linkAxis';
import type { Emphasis, Link } from './shapes';

export type TopologyLayout = 'cascade' | 'links' | 'matrix';

/**
 * The cascade in three drawings of the same grid of sources (rows) and targets (columns). The grid fills what there is,
 * times `zoom`; marks and names keep their size, so that a hundred units can be read by zooming in.
 */
export class Drawing {
  readonly order: LayerOrder;
  readonly grid: GridGeometry;
  readonly axis: LinkAxis;
  private readonly strongest: number;

  constructor(
    readonly network: Network,
    readonly layout: TopologyLayout,
    available: { readonly width: number; readonly height: number } | null,
    zoom = 1,
  ) {
    this.order = new LayerOrder(network);
    this.grid = new GridGeometry(network, this.order, available, zoom);
    this.axis = new LinkAxis(network, this.order, this.grid.frame);
    this.strongest = typicalWeight(network);
  }

  get frame(): Frame {
    return this.grid.frame;
  }

  weight(link: Link): number | null {
    return linkWeight(this.network, link.source, link.target);
  }

  /** Connections that end at a target. */
  linksTo(target: number): number {
    let count = 0;
    for (let source = 0; source < this.grid.sources; source++) {
      count += this.weight({ source, target }) === null ? 0 : 1;
    }
    return count;
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
    const { grid, axis } = this;
    if (this.layout === 'links') {
      const node = axis.nodeAt(x, y);
      const target = node === null ? -1 : node - 1 - this.network.inputs;
      return node === null ? null : { source: node < grid.sources ? node : null, target: target >= 0 ? target : null };
    }
    const column = grid.columnAt(x);
    const row = grid.sourceAt(y);
    if (row !== null && x < grid.columnX(this.order.units[0] ?? 0) - grid.frame.cellX / 2 && x > 0) {
      return { source: row, target: null };
    }
    if (column !== null && row !== null && this.weight({ source: row, target: column }) !== null) {
      return { source: row, target: column };
    }
    return column === null || y < 0 || y > grid.frame.height ? null : { source: null, target: column };
  }

  /** Size of a mark, 0 to 1: by the square root, so that its area shows the weight. */
  size(weight: number): number {
    return Math.max(0.08, Math.min(1, Math.sqrt(Math.abs(weight) / this.strongest)));
  }
}

/** The weight that is drawn at full size: large ones, but not the single largest, which would make all others dots. */
function typicalWeight(network: Network): number {
  const sizes: number[] = [];
  for (const row of [...network.units.map((u) => u.weights), ...network.outputWeights]) {
    for (const weight of row) {
      if (Number.isFinite(weight) && weight !== 0) {
        sizes.push(Math.abs(weight));
      }
    }
  }
  sizes.sort((a, b) => a - b);
  return Math.max(1e-6, sizes[Math.floor((sizes.length - 1) * 0.92)] ?? 1);
}
