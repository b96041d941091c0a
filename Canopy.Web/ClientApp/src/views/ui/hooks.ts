import { effect } from '@preact/signals';
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
