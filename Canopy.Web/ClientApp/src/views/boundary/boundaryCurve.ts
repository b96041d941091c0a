import { css } from '../../base/color';
import type { Network } from '../../network/forward';
import { decisionLevel, evaluate } from '../../network/forward';
import type { Area } from './geometry';
import { toX, toY } from './geometry';
import { targetRange } from './patterns';
import type { BoundaryScene } from './scene';

/** Steps of a curve at most. */
const STEPS = 400;

/** Where the targets lie, with some room: the area that {@link drawCurve} shows. */
export function curveArea(scene: BoundaryScene, network: Network | null): Area {
  const [low, high] = targetRange(scene.dataset, null);
  const margin = (high - low) * 0.12 || 1;
  const lift = liftOf(scene, network);
  return { ...scene.area, y0: low + lift - margin, y1: high + lift + margin };
}

/** One input: the outputs as curves over it, with the targets. */
export function drawCurve(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: BoundaryScene,
  network: Network | null,
): void {
  const { palette } = scene;
  const { outputs } = scene.dataset.description;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  if (scene.points) {
    drawTargets(context, width, height, scene, network);
  }
  if (network !== null) {
    curvesOf(width, height, scene, network).forEach((curve, k) => {
      context.strokeStyle = outputs === 1 ? palette.accent : css(palette.classes[k % palette.classes.length]!);
      context.lineWidth = 2;
      context.stroke(curve);
    });
  }
}

function drawTargets(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: BoundaryScene,
  network: Network | null,
): void {
  const { dataset, area, palette } = scene;
  const { outputs, patterns } = dataset.description;
  const vertical = curveArea(scene, network);
  const lift = liftOf(scene, network);
  for (let k = 0; k < outputs; k++) {
    context.fillStyle = css(outputs === 1 ? palette.pointPositive : palette.classes[k % palette.classes.length]!, 0.75);
    for (let p = 0; p < patterns; p++) {
      const x = toX(dataset.inputs[p]!, area, width);
      const y = toY(dataset.targets[p * outputs + k]! + lift, vertical, height);
      context.beginPath();
      context.arc(x, y, patterns > 1000 ? 1.5 : 2.6, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

function curvesOf(width: number, height: number, scene: BoundaryScene, network: Network): Path2D[] {
  const { area, shown } = scene;
  const vertical = curveArea(scene, network);
  const steps = Math.min(Math.round(width), STEPS);
  const curves = Array.from({ length: network.outputs }, () => new Path2D());
  for (let i = 0; i <= steps; i++) {
    const answer = evaluate(network, [area.x0 + (i / steps) * (area.x1 - area.x0)]);
    const values = shown.type === 'unit' ? [answer.hidden[shown.index] ?? 0] : answer.outputs;
    values.forEach((value, k) => {
      const x = (i / steps) * width;
      const y = toY(value, vertical, height);
      if (i === 0) {
        curves[k]?.moveTo(x, y);
      } else {
        curves[k]?.lineTo(x, y);
      }
    });
  }
  return curves;
}

/** Targets of classes are ±0.5; probabilities are compared with 0 and 1. */
function liftOf(scene: BoundaryScene, network: Network | null): number {
  return scene.dataset.description.kind === 'classification' && network !== null ? decisionLevel(network) : 0;
}
