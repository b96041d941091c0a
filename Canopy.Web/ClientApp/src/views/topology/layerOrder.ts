import type { Network } from '../../network/forward';

/** Neighbouring places of one layer. */
export interface LayerPlaces {
  /** Depth, from 1. */
  readonly layer: number;
  readonly first: number;
  readonly count: number;
}

/**
 * The order in which hidden units are drawn: layer after layer, so that every link runs from left to right. In a plain cascade,
 * where each unit is a layer, it is the order in which they joined.
 */
export class LayerOrder {
  /** Unit at each place. */
  readonly units: readonly number[];
  readonly layers: readonly LayerPlaces[];
  /** Whether units share a layer: then layers stand apart. */
  readonly isWide: boolean;
  private readonly places: readonly number[];
  private readonly layersBefore: readonly number[];

  constructor(network: Network) {
    const { units } = network;
    this.units = units.map((_, i) => i).sort((a, b) => units[a]!.layer - units[b]!.layer || a - b);
    const places = new Array<number>(units.length);
    const layersBefore: number[] = [];
    const layers: Array<{ layer: number; first: number; count: number }> = [];
    this.units.forEach((unit, place) => {
      places[unit] = place;
      const { layer } = units[unit]!;
      const open = layers.at(-1);
      if (open?.layer === layer) {
        open.count++;
      } else {
        layers.push({ layer, first: place, count: 1 });
      }
      layersBefore.push(layers.length - 1);
    });
    this.places = places;
    this.layersBefore = layersBefore;
    this.layers = layers;
    this.isWide = layers.some((l) => l.count > 1);
  }

  /** Place of a unit. */
  placeOf(unit: number): number {
    return this.places[unit]!;
  }

  /** Gaps between layers to the left of a place; places from the number of units on are outputs. */
  gapsBefore(place: number): number {
    return this.isWide ? (this.layersBefore[place] ?? this.layers.length - 1) : 0;
  }
}

/** The weight of a connection, or null where there is none. Sources: bias, inputs, units; targets: units, outputs. */
export function linkWeight({ inputs, units, outputWeights }: Network, source: number, target: number): number | null {
  const row = target < units.length ? units[target]!.weights : outputWeights[target - units.length];
  if (row === undefined || source >= row.length) {
    return null;
  }
  const weight = row[source]!;
  // Units of one layer, and those that joined in one round, are not linked: their weight is exactly 0.
  return weight === 0 && source > inputs && target < units.length ? null : weight;
}
