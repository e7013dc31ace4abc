import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../use-app.ts';

/** A file of this device as a small picture, or its name where the browser cannot read it. */
export function Preview({ id, name }: { readonly id: string; readonly name: string }) {
  const { uploads, previews } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [canBeRead, setCanBeRead] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    const element = canvas.current;
    const queue = uploads.value;
    if (element && queue) {
      void previews
        .draw(element, () => queue.preview(id), stop.signal)
        .then((drawn) => stop.signal.aborted || setCanBeRead(drawn));
    }
    return () => stop.abort();
  }, [id]);
  if (!canBeRead) return <span class="noname">{name}</span>;
  return <canvas ref={canvas} aria-hidden="true" />;
}
