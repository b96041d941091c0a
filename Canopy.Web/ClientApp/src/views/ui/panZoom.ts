/** A place on an element, in its own pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PanZoomTarget {
  /** Moves what is shown by pixels. */
  pan(dx: number, dy: number, size: Place): void;
  /** Makes everything `factor` times as large; the place stays where it is. */
  zoom(factor: number, at: Place): void;
  reset(): void;
  /** The pointer rests on a place, or left (null). */
  hover(at: Place | null): void;
}

const KEY_STEP = 0.1;

/** Drag, pinch, wheel, double click and keys on a picture. The result takes the listeners away. */
export function listenPanZoom(element: HTMLElement, target: PanZoomTarget): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = false;

  const place = (clientX: number, clientY: number): Place => {
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top, width: box.width, height: box.height };
  };
  const middle = (): Place => {
    const { width, height } = element.getBoundingClientRect();
    return { x: width / 2, y: height / 2, width, height };
  };

  const down = (event: PointerEvent) => {
    if (event.button === 0) {
      moved = false;
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      element.setPointerCapture(event.pointerId);
    }
  };
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      target.hover(place(event.clientX, event.clientY));
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)![1];
      const distanceBefore = Math.hypot(before.x - other.x, before.y - other.y);
      const distance = Math.hypot(now.x - other.x, now.y - other.y);
      if (distanceBefore > 0 && distance > 0) {
        target.zoom(distance / distanceBefore, place((now.x + other.x) / 2, (now.y + other.y) / 2));
      }
    } else {
      // A click that trembles is not a drag.
      moved ||= Math.abs(now.x - before.x) + Math.abs(now.y - before.y) > 3;
      if (!moved) {
        return;
      }
      target.pan(now.x - before.x, now.y - before.y, place(now.x, now.y));
    }
    pointers.set(event.pointerId, now);
  };
  const up = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
  };
  const leave = () => target.hover(null);
  const wheel = (event: WheelEvent) => {
    // Where the page scrolls, the wheel is the page's, unless asked for.
    const pageScrolls = document.documentElement.scrollHeight > window.innerHeight + 4;
    if (pageScrolls && !event.ctrlKey && document.activeElement !== element) {
      return;
    }
    event.preventDefault();
    target.zoom(Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) * 0.0025), place(event.clientX, event.clientY));
  };
  const key = (event: KeyboardEvent) => {
    const at = middle();
    const actions: Record<string, () => void> = {
      ArrowLeft: () => target.pan(at.width * KEY_STEP, 0, at),
      ArrowRight: () => target.pan(-at.width * KEY_STEP, 0, at),
      ArrowUp: () => target.pan(0, at.height * KEY_STEP, at),
      ArrowDown: () => target.pan(0, -at.height * KEY_STEP, at),
      '+': () => target.zoom(1.25, at),
      '=': () => target.zoom(1.25, at),
      '-': () => target.zoom(0.8, at),
      '0': () => target.reset(),
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };

  const abort = new AbortController();
  const { signal } = abort;
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', up, { signal });
  element.addEventListener('pointerleave', leave, { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  element.addEventListener('dblclick', () => target.reset(), { signal });
  element.addEventListener('keydown', key, { signal });
  return () => abort.abort();
}
