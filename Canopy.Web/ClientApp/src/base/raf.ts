/**
 * The page's one animation-frame loop. Whoever holds something drawable marks it dirty; everything dirty is drawn once in
 * the next frame. Receiving a message therefore costs no drawing at all.
 */
export interface Drawable {
  /** Least milliseconds from one drawing to the next; charts that change with every frame need not follow each. */
  readonly interval?: number;
  /** Draws; returns true to be drawn again in the next frame (an animation in progress). */
  draw(now: number): boolean | void;
}

/** Frames come a little early or late; a drawing that is due within this time is due. */
const TOLERANCE_MS = 4;

const dirty = new Set<Drawable>();
const drawnAt = new WeakMap<Drawable, number>();
let requested = 0;

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
  for (const drawable of batch) {
    const since = now - (drawnAt.get(drawable) ?? -Infinity);
    if (since < (drawable.interval ?? 0) - TOLERANCE_MS) {
      invalidate(drawable);
      continue;
    }
    drawnAt.set(drawable, now);
    try {
      if (drawable.draw(now) === true) {
        invalidate(drawable);
      }
    } catch (error) {
      // One broken picture must not stop the others.
      console.error(error);
    }
  }
}
