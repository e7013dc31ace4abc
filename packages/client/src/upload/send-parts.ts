import { ApiError } from '../api-error.ts';
import { missingParts } from './missing-parts.ts';
import type { SendJob } from './send-whole.ts';
import type { Multipart, SentChange, StoredPart } from './sent-file.ts';
import type { Transport } from './transport.ts';

/** Parts of a file that move at a time. */
const partsAtOnce = 3;

export interface PartsJob extends SendJob {
  readonly change: (change: SentChange) => Promise<void>;
}

/** Sends a file in parts, without those that S3 has from before. */
export async function sendParts(job: PartsJob, transport: Transport): Promise<void> {
  const { signal } = job;
  const known = job.upload();
  if (known.photoId !== undefined && known.multipart === undefined) {
    if (await transport.exists(known.photoId, signal)) return;
  }
  const multipart = known.multipart ? await resume(job, transport) : await begin(job, transport);
  if (!multipart) return;
  const parts = await sendMissing(job, multipart, transport);
  await complete(job, parts, transport);
}

async function begin(job: PartsJob, transport: Transport): Promise<Multipart> {
  const { photoId, ...begun } = await transport.begin(job.upload(), job.signal);
  const multipart = { ...begun, parts: [] };
  await job.change({ photoId, multipart });
  return multipart;
}

/** What S3 says of its parts counts, not what this device remembers. */
async function resume(job: PartsJob, transport: Transport): Promise<Multipart | undefined> {
  const { photoId, multipart } = job.upload();
  if (!multipart) return undefined;
  try {
    return { ...multipart, parts: await transport.listParts(job.upload(), job.signal) };
  } catch (error) {
    if (!isGone(error)) throw error;
    // It was completed, or S3 removed it: both end an upload of several parts.
    if (photoId !== undefined && (await transport.exists(photoId, job.signal))) return undefined;
    await job.change({ photoId: undefined, multipart: undefined });
    return begin(job, transport);
  }
}

async function sendMissing(job: PartsJob, multipart: Multipart, transport: Transport) {
  const { body, signal, onProgress } = job;
  const done: StoredPart[] = [...multipart.parts];
  const waiting = missingParts(body.size, multipart.partSize, done);
  const moving = new Map<number, number>();
  let stored = body.size - waiting.reduce((bytes, { size }) => bytes + size, 0);
  const report = () => onProgress(stored + [...moving.values()].reduce((sum, bytes) => sum + bytes, 0));
  report();

  let failed: { error: unknown } | undefined;
  const worker = async () => {
    for (let part = waiting.shift(); part && !failed; part = waiting.shift()) {
      const { partNumber, start, size } = part;
      try {
        const [request] = await transport.signParts(job.upload(), [{ partNumber, size }], signal);
        if (!request) throw new Error('no URL for the part');
        const etag = await transport.send(request, body.slice(start, start + size), {
          signal,
          onProgress(bytes) {
            moving.set(partNumber, bytes);
            report();
          },
        });
        done.push({ PartNumber: partNumber, ETag: etag });
        stored += size;
        await job.change({ multipart: { ...multipart, parts: [...done] } });
      } catch (error) {
        // The other parts that move are let finish: what they sent need not be sent again.
        failed ??= { error };
      } finally {
        moving.delete(partNumber);
        report();
      }
    }
  };
  await Promise.all(Array.from({ length: partsAtOnce }, worker));
  if (failed) throw (failed as { error: unknown }).error;
  return done.sort((one, other) => one.PartNumber - other.PartNumber);
}

async function complete(job: PartsJob, parts: readonly StoredPart[], transport: Transport): Promise<void> {
  const upload = job.upload();
  try {
    await transport.complete(upload, parts, job.signal);
  } catch (error) {
    const { photoId } = upload;
    // An earlier answer may have been lost after S3 had put the parts together.
    if (isGone(error) && photoId !== undefined && (await transport.exists(photoId, job.signal))) return;
    if (isGone(error)) await job.change({ photoId: undefined, multipart: undefined });
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && [404, 409, 412].includes(error.status);
}
