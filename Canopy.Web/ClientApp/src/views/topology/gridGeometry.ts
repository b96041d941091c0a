import type { Network } from '../../network/forward';
import type { LayerOrder } from './layerOrder';

export const MARGIN_LEFT = 62;
export const MARGIN_TOP = 26;
export const MARGIN_RIGHT = 22;
const MARGIN_BOTTOM = 28;
/** Outputs stand this share of a column apart from the units. */
export const OUTPUT_GAP = 0.5;
/** Layers stand this share of a column apart, where some have several units. */
const LAYER_GAP = 0.5;
const LARGEST_CELL = 44;
/** Rows narrower than this show a name only now and then. */
export const NAMED_ROW = 9;

/** Sizes of a drawing: names keep their size when its grid grows. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly cellX: number;
  readonly cellY: number;
}

/** A grid of sources (rows, the first at the bottom) and targets (columns), hidden units in the order of their layers. */
export class GridGeometry {
  readonly frame: Frame;
  readonly sources: number;
  readonly targets: number;
  /** The smaller side of a cell. */
  readonly cell: number;

  constructor(
    private readonly network: Network,
    private readonly order: LayerOrder,
    available: { readonly width: number; readonly height: number } | null,
    zoom: number,
  ) {
    this.sources = 1 + network.inputs + network.units.length;
    this.targets = network.units.length + network.outputs;
    const columns = this.targets + OUTPUT_GAP + LAYER_GAP * order.gapsBefore(network.units.length);
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
  }

  columnX(target: number): number {
    const units = this.network.units.length;
    const place = target < units ? this.order.placeOf(target) : target;
    const gaps = this.order.gapsBefore(Math.min(place, units)) * LAYER_GAP + (target >= units ? OUTPUT_GAP : 0);
    return MARGIN_LEFT + (place + 0.5 + gaps) * this.frame.cellX;
  }

  columnAt(x: number): number | null {
    for (let target = 0; target < this.targets; target++) {
      if (Math.abs(x - this.columnX(target)) <= this.frame.cellX / 2) {
        return target;
      }
    }
    return null;
  }

  rowY(source: number): number {
    const unit = source - 1 - this.network.inputs;
    const row = unit < 0 ? source : 1 + this.network.inputs + this.order.placeOf(unit);
    return this.frame.height - MARGIN_BOTTOM - (row + 0.5) * this.frame.cellY;
  }

  sourceAt(y: number): number | null {
    const row = Math.round((this.frame.height - MARGIN_BOTTOM - y) / this.frame.cellY - 0.5);
    if (row < 0 || row >= this.sources) {
      return null;
    }
    const place = row - 1 - this.network.inputs;
    return place < 0 ? row : 1 + this.network.inputs + this.order.units[place]!;
  }
}
