import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { averageColour } from '../../sheet/average-colour.ts';
import type { Photo } from '../../api/types.ts';
import { useApp } from '../use-app.ts';

interface ThumbnailProps {
  readonly photo: Photo;
  /** Is told that it can be seen: what stood in its place may go. */
  readonly onThere?: () => void;
}

/** A thumbnail that fades in once it is decoded. Until then its cell has the photo's average colour. */
export function Thumbnail({ photo, onThere }: ThumbnailProps) {
  const { album } = useApp();
  const [isThere, setThere] = useState(false);
  const { url, expiresAt } = photo.thumbnail ?? {};
  // A new URL of a photo that is seen changes nothing: the bytes are the same.
  const shown = useRef(url);
  if (!isThere) shown.current = url;
  const image = useRef<HTMLImageElement>(null);
  // What the browser has decoded lately is there at once: cells that move to another row do not blink.
  useLayoutEffect(() => {
    if (!isThere && image.current?.complete && image.current.naturalWidth > 0) {
      setThere(true);
      onThere?.();
    }
  }, []);
  if (shown.current === undefined) return null;

  const finish = async (loaded: HTMLImageElement) => {
    await loaded.decode().catch(() => {});
    setThere(true);
    onThere?.();
  };
  return (
    <img
      ref={image}
      class={isThere ? 'there' : ''}
      src={shown.current}
      alt=""
      crossorigin="anonymous"
      decoding="async"
      draggable={false}
      style={{ backgroundColor: averageColour(photo.thumbhash) }}
      onLoad={(event) => void finish(event.currentTarget)}
      onError={() => {
        if (expiresAt !== undefined && Date.parse(expiresAt) < Date.now()) album.refresh(photo.photoId);
      }}
    />
  );
}
