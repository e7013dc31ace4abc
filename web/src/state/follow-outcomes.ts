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
  /** Whether the service has events. */
  readonly hasEvents: () => boolean;
  readonly openEvents: (url: string) => EventSource;
  readonly signal: AbortSignal;
}

/** Photos that one question may name. */
const statusMax = 200;
/** Seconds that the service may hold a question: what is sent meanwhile is asked for with the next. */
const wait = 4;
/** Milliseconds before a stream that broke is opened again, or before it is looked whether something is awaited. */
const pause = 1500;

/** Hears of outcomes by server-sent events, and asks for them where these cannot be had. */
export function followOutcomes(options: FollowOptions, since?: string): void {
  if (options.signal.aborted) return;
  if (options.hasEvents()) listen(options, since);
  else void ask(options).finally(() => setTimeout(() => followOutcomes(options, since), pause));
}

function listen(options: FollowOptions, since: string | undefined): void {
  const { signal, openEvents, onPhoto, onGone, onNotified } = options;
  let last = since;
  const events = openEvents(`/v1/events${last === undefined ? '' : `?since=${encodeURIComponent(last)}`}`);
  const close = () => events.close();
  const read = ({ data }: MessageEvent) => JSON.parse(data);
  signal.addEventListener('abort', close, { once: true });
  events.addEventListener('hello', (event) => {
    last = read(event).now;
  });
  events.addEventListener('photo', (event) => onPhoto(read(event)));
  events.addEventListener('gone', (event) => onGone(read(event).photoId));
  events.addEventListener('notified', (event) => {
    const { photoId, notifiedAt } = read(event);
    onNotified(photoId, notifiedAt);
  });
  events.addEventListener('error', () => {
    // The browser reconnects by itself after a break, but not after an answer that is an error.
    if (events.readyState !== EventSource.CLOSED) return;
    signal.removeEventListener('abort', close);
    void ask(options).finally(() => setTimeout(() => followOutcomes(options, last), pause));
  });
}

/** Asks once for those that are awaited. The answer comes with the first change, or after some seconds. */
async function ask({ call, awaited, onPhoto, signal }: FollowOptions): Promise<void> {
  const photoIds = awaited().slice(0, statusMax);
  if (photoIds.length === 0 || signal.aborted) return;
  try {
    const body = { photoIds, wait };
    const { photos } = await call<{ photos: Photo[] }>('/v1/photos/status', { body, signal });
    for (const photo of photos) onPhoto(photo);
  } catch {
    // Whatever the reason, the next round asks again.
  }
}
