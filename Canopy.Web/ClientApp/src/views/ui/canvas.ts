/** Sets a canvas's pixels to its size on the page; says whether there is anything to draw on. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
): { width: number; height: number; ratio: number; context: CanvasRenderingContext2D } | null {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const context = canvas.getContext('2d');
  if (width === 0 || height === 0 || context === null) {
    return null;
  }
  const pixelsWide = Math.round(width * ratio);
  const pixelsHigh = Math.round(height * ratio);
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = pixelsWide;
    canvas.height = pixelsHigh;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { width, height, ratio, context };
}
