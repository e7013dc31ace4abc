import type { ListedObject, ObjectStore } from '@proofsheet/object-store';

/** S3's maximum: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const pageSize = 1000;

/** All objects under a prefix, in the order of their keys. */
export async function listAll(store: ObjectStore, prefix = ''): Promise<ListedObject[]> {
  const { signal } = new AbortController();
  const all: ListedObject[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await store.list({ prefix, ...(last && { startAfter: last.key }) }, signal);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}
