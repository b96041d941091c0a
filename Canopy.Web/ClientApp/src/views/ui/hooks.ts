import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { forget, invalidate } from '../../base/raf';
import type { Drawable } from '../../base/raf';

/** Runs a signal effect while the component is there; `deps` as for useEffect. */
export function useSignalWatch(action: () => void | (() => void), deps: readonly unknown[]): void {
  useEffect(() => effect(action), deps);
}

/** Draws again when the element changes its size. */
export function useRedrawOnResize(element: { readonly current: Element | null }, drawable: Drawable | null): void {
  useEffect(() => {
    const target = element.current;
    if (target === null || drawable === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => invalidate(drawable));
    observer.observe(target);
    return () => {
      observer.disconnect();
      forget(drawable);
    };
  }, [drawable]);
}

/** The newest value of something that changes with every rendering, for use in long-lived callbacks. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value);
  ref.current = value;
  return ref;
}
