import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * A component whose code is fetched when it is first shown: what the first picture does not need does not delay it.
 * (Preact's own `lazy` would bring its whole compatibility layer.)
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Later(props: P) {
    const [, setReady] = useState(loaded !== null);
    useEffect(() => {
      let isWanted = true;
      if (loaded === null) {
        void load().then((component) => {
          loaded = component;
          if (isWanted) {
            setReady(true);
          }
        });
      }
      return () => {
        isWanted = false;
      };
    }, []);
    const Component = loaded;
    return Component === null ? null : <Component {...props} />;
  };
}
