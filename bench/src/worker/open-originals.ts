import { createS3Client, createS3ObjectStore, type ObjectStore } from '@proofsheet/object-store';
import type { LocalSystem } from '@proofsheet/system';

/** The originals bucket. */
export function openOriginals(local: LocalSystem): ObjectStore {
  const { endpoint, region, accessKeyId, secretAccessKey, originalsBucket } = local;
  const credentials = { accessKeyId, secretAccessKey };
  return createS3ObjectStore(
    createS3Client({ endpoint, region, credentials, forcePathStyle: true }),
    originalsBucket,
  );
}
