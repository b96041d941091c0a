import { describe, expect, it } from 'vitest';
import { ramp } from '../../base/color';
import type { Network } from '../../network/forward';
import { homeArea, panArea, zoomArea } from './geometry';
import type { MapJob, MapPicture, PatternAnswers } from './mapJobs';
import { MapPainter } from './mapPaint';

const colors = {
  ramp: ramp([
    [200, 0, 0],
    [255, 255, 255],
    [0, 0, 200],
  ]),
  classes: [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ] as const,
  neutral: [255, 255, 255] as const,
};
/** Right of x = 0 is positive. */
const network: Network = { inputs: 2, outputs: 1, units: [], outputWeights: [Float32Array.of(0, 9, 0)], outputActivation: 'sigmoid' };
const plane = { axes: [0, 1] as const, base: [0, 0], x0: -1, x1: 1, y0: -1, y1: 1 };
const job: MapJob = {
  type: 'map',
  network,
  plane,
  resolution: 10,
  shown: { type: 'answer', classes: false },
  colors,
  range: [-0.5, 0.5],
  level: 0,
};

describe('MapPainter', () => {
  it('paints low values left and high ones right, with the boundary between', () => {
    const picture = new MapPainter().run(job) as MapPicture;
    const pixel = (x: number, y: number) => [...picture.pixels.slice((y * 10 + x) * 4, (y * 10 + x) * 4 + 4)];

    expect(pixel(0, 5)[0]).toBeGreaterThan(190);
    expect(pixel(0, 5)[2]).toBeLessThan(40);
    expect(pixel(9, 5)[2]).toBeGreaterThan(190);
    expect(pixel(9, 5)[3]).toBe(255);
    expect([...picture.lines].filter((_, i) => i % 2 === 0).every((x) => Math.abs(x - 4.5) < 0.01)).toBe(true);
  });

  it('puts large y at the top', () => {
    const upward = { ...network, outputWeights: [Float32Array.of(0, 0, 9)] };
    const picture = new MapPainter().run({ ...job, network: upward }) as MapPicture;

    expect(picture.pixels[2]).toBeGreaterThan(190);
    expect(picture.pixels[99 * 4]).toBeGreaterThan(190);
  });

  it('shows two colours for classes', () => {
    const picture = new MapPainter().run({ ...job, shown: { type: 'answer', classes: true } }) as MapPicture;
    const seen = new Set<string>();
    for (let i = 0; i < 100; i++) {
      seen.add([...picture.pixels.slice(i * 4, i * 4 + 3)].join());
    }

    expect(seen.size).toBe(2);
  });

  it('shows the winner of several outputs', () => {
    const three = {
      ...network,
      outputs: 3,
      outputWeights: [Float32Array.of(0, -9, 0), Float32Array.of(0, 9, 0), Float32Array.of(-9, 0, 0)],
    };
    const picture = new MapPainter().run({ ...job, network: three }) as MapPicture;

    expect(picture.pixels[0]).toBeGreaterThan(picture.pixels[1]!);
    expect(picture.pixels[9 * 4 + 1]).toBeGreaterThan(picture.pixels[9 * 4]!);
    expect(picture.lines.length).toBeGreaterThan(0);
  });

  it('shows what one unit responds to', () => {
    const withUnit: Network = {
      ...network,
      units: [{ index: 0, layer: 1, activation: 'gaussian', weights: Float32Array.of(0, 3, 0) }],
      outputWeights: [Float32Array.of(0, 0, 0, 0)],
    };
    const picture = new MapPainter().run({
      ...job,
      network: withUnit,
      shown: { type: 'unit', index: 0 },
      range: [-1, 1],
      level: null,
    }) as MapPicture;

    // Gaussian: full in the middle, neutral at the sides.
    expect(picture.pixels[4 * 4]).toBeLessThan(80);
    expect(picture.pixels[0]).toBeGreaterThan(200);
  });

  it('says which patterns are answered wrongly', () => {
    const inputs = Float32Array.of(-1, 0, 1, 0, 1, 1);
    const targets = Float32Array.of(-0.5, 0.5, -0.5);
    const answers = new MapPainter().run({ type: 'patterns', network, datasetKey: 'd', inputs, targets }) as PatternAnswers;

    expect([...answers.wrong]).toEqual([0, 0, 1]);
  });

  it('decides by probability where the output is one', () => {
    // Everywhere positive, and below a half on the left.
    const softmax: Network = { ...network, outputActivation: 'softmax' };
    const picture = new MapPainter().run({ ...job, network: softmax, range: [0, 1], level: 0.5 }) as MapPicture;
    const inputs = Float32Array.of(-1, 0, 1, 0, 1, 1);
    const targets = Float32Array.of(-0.5, 0.5, -0.5);
    const answers = new MapPainter().run({ type: 'patterns', network: softmax, datasetKey: 'd', inputs, targets }) as PatternAnswers;

    expect([...picture.lines].filter((_, i) => i % 2 === 0).every((x) => Math.abs(x - 4.5) < 0.01)).toBe(true);
    expect([...answers.wrong]).toEqual([0, 0, 1]);
  });

  it('scales what has no bounds by its own values, neutral at 0', () => {
    const withUnit: Network = {
      ...network,
      units: [{ index: 0, layer: 1, activation: 'leaky_relu', weights: Float32Array.of(0, 30, 0) }],
      outputWeights: [Float32Array.of(0, 0, 0, 0)],
    };
    const picture = new MapPainter().run({
      ...job,
      network: withUnit,
      shown: { type: 'unit', index: 0 },
      range: null,
      level: null,
    }) as MapPicture;

    expect(picture.range).toEqual([-27, 27]);
    expect(picture.pixels[9 * 4]).toBe(0);
    expect(picture.pixels[0]).toBeGreaterThan(240);
  });
});

describe('geometry', () => {
  const statistics = { low: Float64Array.of(-1, -1.5), high: Float64Array.of(1, 1.5), mean: Float64Array.of(0, 0) };

  it('gives similar inputs one scale', () => {
    const home = homeArea(statistics, [0, 1]);

    expect(home.x1 - home.x0).toBeCloseTo(home.y1 - home.y0, 9);
    expect(home.x1).toBeGreaterThan(1.5);
  });

  it('zooms about a point, within bounds', () => {
    const home = homeArea(statistics, [0, 1]);
    const near = zoomArea(home, home, 0.5, 0.5, 0.5);
    expect((0.5 - near.x0) / (near.x1 - near.x0)).toBeCloseTo((0.5 - home.x0) / (home.x1 - home.x0), 9);

    let far = home;
    for (let i = 0; i < 100; i++) {
      far = zoomArea(far, home, 0, 0, 2);
    }
    expect(far.x1 - far.x0).toBeLessThanOrEqual((home.x1 - home.x0) * 8.001);
    expect(panArea(home, 1, 2).y0).toBe(home.y0 + 2);
  });
});
