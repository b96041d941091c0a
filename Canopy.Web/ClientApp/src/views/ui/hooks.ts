import type { Signal } from '@preact/signals';
import { effect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Runs a signal effect while the component is there; `deps` as for useEffect. */
export function useSignalWatch(action: () => void | (() => void), deps: readonly unknown[]): void {
  useEffect(() => effect(action), deps);
}

/** The newest value of something that changes with every rendering, for use in long-lived callbacks. */
export function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value);
  ref.current = value;
  return ref;
}

/** Closes what is open as soon as something outside of `root` is pressed or gets the focus. */
export function useClosing(isOpen: Signal<boolean>, root: RefObject<HTMLElement>): void {
  useEffect(() => {
    if (!isOpen.value) {
      return undefined;
    }
    const close = (event: Event) => {
      if (!(event.target instanceof Node) || !root.current?.contains(event.target)) {
        isOpen.value = false;
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, [isOpen.value]);
}
