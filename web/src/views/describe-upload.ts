import type { Photo } from '../api/types.ts';
import { stageOf } from '../state/queue-counts.ts';
import type { Texts } from '../texts/en.ts';
import type { Formats } from '../texts/formats.ts';
import type { Upload } from '../uploader/upload.ts';

/** Milliseconds after which a thumbnail is late: no error, but worth a word. */
const lateAfter = 60_000;

/** Why a file needs a person, in one sentence. */
export function describeTrouble(t: Texts, upload: Upload, photo: Photo | undefined): string {
  if (photo?.status === 'failed') return t.reasons[photo.reason ?? 'corrupt'];
  if (upload.status === 'missing') return t.missing;
  return t.failures[upload.failure?.kind ?? 'server'];
}

/** Where a file is on its way, in one sentence. */
export function describeUpload(
  { t, f }: { readonly t: Texts; readonly f: Formats },
  upload: Upload,
  photo: Photo | undefined,
  now: number,
): string {
  switch (stageOf(upload, photo)) {
    case 'queued':
      return upload.retryAt !== undefined && upload.retryAt > now
        ? t.retryIn(f.duration(Math.ceil((upload.retryAt - now) / 1000) * 1000))
        : t.queued;
    case 'uploading':
      return t.uploading(f.percent(upload.size > 0 ? upload.sent / upload.size : 0));
    case 'paused':
      return t.paused;
    case 'developing':
      return now - (upload.storedAt ?? now) > lateAfter ? t.stillQueued : t.stored;
    case 'ready':
      return describeReady({ t, f }, upload, photo);
    case 'needs-you':
      return describeTrouble(t, upload, photo);
  }
}

function describeReady(
  { t, f }: { readonly t: Texts; readonly f: Formats },
  { storedAt }: Upload,
  photo: Photo | undefined,
): string {
  if (photo?.notifiedAt !== undefined) return t.notified;
  if (photo?.readyAt === undefined || storedAt === undefined) return t.ready;
  // Two clocks: this device's and the service's.
  return t.readyIn(f.duration(Math.max(100, Date.parse(photo.readyAt) - storedAt)));
}
