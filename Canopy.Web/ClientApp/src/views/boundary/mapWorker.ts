import type { Job } from './mapJobs';
import { MapPainter } from './mapPaint';

const painter = new MapPainter();

self.onmessage = (message: MessageEvent<Job>) => {
  const result = painter.run(message.data);
  const buffers =
    result.type === 'map'
      ? [result.pixels.buffer, result.lines.buffer]
      : result.type === 'units'
        ? result.pixels.map((p) => p.buffer)
        : [result.wrong.buffer];
  self.postMessage(result, { transfer: buffers as Transferable[] });
};
