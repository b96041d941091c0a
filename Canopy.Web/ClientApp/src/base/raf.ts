/**
 * The page's one animation-frame loop. Whoever holds something drawable registers it and marks it dirty; everything
 * dirty is drawn once in the next frame. Receiving a message therefore costs no drawing at all.
 */
export interface Drawable {
  /** Draws; returns true to be drawn again in the next frame (an animation in progress). */
  draw(now: number): boolean | void;
}

const dirty = new Set<Drawable>();
let requested = 0;

/** Milliseconds that drawing took, newest last, for measuring. */
export const frameStats = { frames: 0, lastDrawMs: 0, worstDrawMs: 0 };

export function invalidate(drawable: Drawable): void {
  dirty.add(drawable);
  if (requested === 0) {
    requested = requestAnimationFrame(frame);
  }
}

export function forget(drawable: Drawable): void {
  dirty.delete(drawable);
}

function frame(now: number): void {
  requested = 0;
  const batch = [...dirty];
  dirty.clear();
  const begun = performance.now();
  for (const drawable of batch) {
    try {
      if (drawable.draw(now) === true) {
        invalidate(drawable);
      }
    } catch (error) {
      // One broken picture must not stop the others.
      console.error(error);
    }
  }
  frameStats.frames++;
  frameStats.lastDrawMs = performance.now() - begun;
  frameStats.worstDrawMs = Math.max(frameStats.worstDrawMs, frameStats.lastDrawMs);
}
