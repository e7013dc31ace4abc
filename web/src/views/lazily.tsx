import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A view whose code comes when it is first shown. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | undefined;
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, setLoaded] = useState(loaded !== undefined);
    useEffect(() => {
      loading ??= load();
      void loading.then((view) => {
        loaded = view;
        setLoaded(true);
      });
    }, []);
    const View = loaded;
    return View ? <View {...props} /> : null;
  };
}
