import type { ObjectStore } from '@proofsheet/object-store';
import { readThumbnailMetadata } from '@proofsheet/photos';
import { variantFormats } from '../thumbnails/variant.ts';
import type { WorkerMetrics } from './create-worker-metrics.ts';
import { timeStage } from './time-stage.ts';

/** Measures the calls to a bucket. The worker reads only originals. */
export function measureStore(store: ObjectStore, metrics: WorkerMetrics): ObjectStore {
  return {
    bucket: store.bucket,
    async get(key, options) {
      const object = await timeStage(metrics, 'get', () => store.get(key, options));
      if (object) metrics.originalRead(object.size);
      return object;
    },
    head: (key, signal) => timeStage(metrics, 'check', () => store.head(key, signal)),
    list: (options, signal) => timeStage(metrics, 'check', () => store.list(options, signal)),
    listFolders: (prefix, signal) => timeStage(metrics, 'check', () => store.listFolders(prefix, signal)),
    async put(key, body, options, signal) {
      const etag = await timeStage(metrics, 'put', () => store.put(key, body, options, signal));
      if (etag !== undefined) countThumbnail(body.length, options, metrics);
      return etag;
    },
    delete: (key, expected, signal) =>
      timeStage(metrics, 'delete', () => store.delete(key, expected, signal)),
  };
}

/** Only images count: records have no image size. */
function countThumbnail(
  bytes: number,
  { contentType, metadata = {} }: Parameters<ObjectStore['put']>[2],
  metrics: WorkerMetrics,
): void {
  const thumbnail = readThumbnailMetadata(metadata);
  const format = variantFormats.find((name) => contentType === `image/${name}`);
  if (thumbnail && format) metrics.thumbnailStored(format, bytes, thumbnail.width * thumbnail.height);
}
