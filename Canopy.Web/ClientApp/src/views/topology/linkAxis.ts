import type { Network } from '../../network/forward';
import type { Frame } from './gridGeometry';
import { MARGIN_RIGHT } from './gridGeometry';
import type { LayerOrder } from './layerOrder';

/** Negative weights begin below the names. */
export const LABEL_BAND = 24;
const LAYER_GAP = 0.6;

/** Bias, inputs, units, outputs along one axis: where the drawing of links has its nodes. */
export class LinkAxis {
  readonly nodes: number;
  readonly step: number;

  constructor(
    private readonly network: Network,
    private readonly order: LayerOrder,
    private readonly frame: Frame,
  ) {
    this.nodes = 1 + network.inputs + network.units.length + network.outputs;
    this.step = (frame.width - 2 * MARGIN_RIGHT) / (this.nodes + LAYER_GAP * order.gapsBefore(network.units.length));
  }

  get y(): number {
    return (this.frame.height - LABEL_BAND) / 2;
  }

  nodeOfTarget(target: number): number {
    return 1 + this.network.inputs + target;
  }

  x(node: number): number {
    return MARGIN_RIGHT + (this.place(node) + 0.5 + this.gaps(node)) * this.step;
  }

  arcHeight(from: number, to: number): number {
    const distance = this.place(to) - this.place(from);
    return Math.max(0, (this.frame.height - LABEL_BAND) / 2 - 12) * (distance / Math.max(1, this.nodes - 1)) ** 0.75;
  }

  nodeAt(x: number, y: number): number | null {
    if (Math.abs(y - this.y) > 24) {
      return null;
    }
    for (let node = 0; node < this.nodes; node++) {
      if (Math.abs(x - this.x(node)) <= this.step / 2) {
        return node;
      }
    }
    return null;
  }

  private place(node: number): number {
    const unit = node - 1 - this.network.inputs;
    return unit >= 0 && unit < this.network.units.length ? 1 + this.network.inputs + this.order.placeOf(unit) : node;
  }

  private gaps(node: number): number {
    const unit = node - 1 - this.network.inputs;
    const place = unit < 0 ? 0 : unit < this.network.units.length ? this.order.placeOf(unit) : this.network.units.length;
    return unit < 0 ? 0 : this.order.gapsBefore(place) * LAYER_GAP;
  }
}
