import type { CallApi } from '../api/call-api.ts';
import type { Photo } from '../api/types.ts';

export interface FollowOptions {
  readonly call: CallApi;
  readonly onPhoto: (photo: Photo) => void;
  /** Its outcome is gone: deleted, or being tried again. */
  readonly onGone: (photoId: string) => void;
  readonly onNotified: (photoId: string, notifiedAt: string) => void;
  /** Photos whose outcome is awaited, for when there are no events. */
  readonly awaited: () => readonly string[];
  readonly onConnection: (isThere: boolean) => void;
  readonly openEvents: (url: string) => EventSource;
  readonly signal: AbortSignal;
}

/** Photos that one question may name. */
const statusMax = 200;
/** Seconds that the service may hold a question. */
const wait = 20;
/** Milliseconds before a stream that broke is opened again. */
const reopenAfter = 2000;

/** Hears of outcomes by server-sent events, and asks for them where these cannot be had. */
export function followOutcomes(options: FollowOptions): void {
  const { signal, openEvents, onPhoto, onGone, onNotified, onConnection } = options;
  let since: string | undefined;
  const read = ({ data }: MessageEvent) => JSON.parse(data);

  function open(): void {
    if (signal.aborted) return;
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
    const events = openEvents(`/v1/events${query}`);
    let wasOpen = false;
    const close = () => events.close();
    signal.addEventListener('abort', close, { once: true });
    events.addEventListener('hello', (event) => {
      since = read(event).now;
      wasOpen = true;
      onConnection(true);
    });
    events.addEventListener('photo', (event) => onPhoto(read(event)));
    events.addEventListener('gone', (event) => onGone(read(event).photoId));
    events.addEventListener('notified', (event) => {
      const { photoId, notifiedAt } = read(event);
      onNotified(photoId, notifiedAt);
    });
    events.addEventListener('error', () => {
      // The browser reconnects by itself after a break, but not after an answer that is an error.
      onConnection(false);
      if (events.readyState !== EventSource.CLOSED) return;
      signal.removeEventListener('abort', close);
      if (wasOpen) setTimeout(open, reopenAfter);
      else void ask(options).finally(() => setTimeout(open, reopenAfter));
    });
  }
  open();
}

/** Asks once for those that are awaited. The answer comes with the first change, or after 20 s. */
async function ask({ call, awaited, onPhoto, onGone, signal }: FollowOptions): Promise<void> {
  const photoIds = awaited().slice(0, statusMax);
  if (photoIds.length === 0 || signal.aborted) return;
  try {
    const body = { photoIds, wait };
    const answer = await call<{ photos: Photo[]; missing: string[] }>('/v1/photos/status', { body, signal });
    for (const photo of answer.photos) onPhoto(photo);
    for (const photoId of answer.missing) onGone(photoId);
  } catch {
    // Whatever the reason, the next round asks again.
  }
}
