import { useEffect, useRef } from 'preact/hooks';
import { css } from '../../base/color';
import type { DatasetValues } from '../../protocol/contracts';
import { homeArea, inputStatistics, toX, toY } from '../boundary/geometry';
import { pointGroups, targetRange } from '../boundary/patterns';
import { palette } from '../palette';
import { fitCanvas } from '../ui/canvas';

/** The first two inputs of a data set as points; with one input, its target over it. */
export function Scatter({ dataset }: { dataset: DatasetValues }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = palette.value;
  useEffect(() => {
    const fit = fitCanvas(canvas.current!);
    if (fit === null) {
      return;
    }
    const { context, width, height } = fit;
    const { inputs, outputs, patterns } = dataset.description;
    const statistics = inputStatistics(dataset);
    let area = homeArea(statistics, [0, 1]);
    if (inputs === 1) {
      const [low, high] = targetRange(dataset, null);
      area = { ...area, y0: low - (high - low) * 0.1, y1: high + (high - low) * 0.1 };
    }
    // Few distinct places, as for parity, lie on each other; nudge them apart, always by the same amount.
    const isLattice = inputs > 2 && placesOf(dataset) < patterns / 2;
    const radius = patterns <= 250 ? 2.6 : patterns <= 2000 ? 1.8 : 1.1;
    context.clearRect(0, 0, width, height);
    for (const group of pointGroups(dataset, colors)) {
      context.fillStyle = css(group.color, 0.85);
      context.beginPath();
      for (const p of group.patterns) {
        const nudge = isLattice ? Math.sqrt(p / patterns) * 0.16 : 0;
        const angle = p * 2.399963;
        const x = dataset.inputs[p * inputs]! + nudge * Math.cos(angle) * (area.x1 - area.x0);
        const y =
          inputs === 1 ? dataset.targets[p * outputs]! : dataset.inputs[p * inputs + 1]! + nudge * Math.sin(angle) * (area.y1 - area.y0);
        const px = toX(x, area, width);
        const py = toY(y, area, height);
        context.moveTo(px + radius, py);
        context.arc(px, py, radius, 0, 2 * Math.PI);
      }
      context.fill();
    }
  }, [dataset, colors]);
  return (
    <canvas
      class="scatter"
      ref={canvas}
      data-testid="preview"
      role="img"
      aria-label={`${dataset.description.patterns} points of ${dataset.description.name}`}
    />
  );
}

/** Distinct points of the first two inputs. */
function placesOf({ description, inputs }: DatasetValues): number {
  const places = new Set<string>();
  for (let p = 0; p < description.patterns; p++) {
    places.add(`${inputs[p * description.inputs]} ${inputs[p * description.inputs + 1]}`);
  }
  return places.size;
}
