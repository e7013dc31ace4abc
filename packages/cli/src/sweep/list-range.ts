import { compareKeys, type ListedObject, type ObjectStore } from '@proofsheet/object-store';

export interface ListRangeOptions {
  readonly prefix: string;
  /** List keys behind this one. */
  readonly after: string;
  /** The last key to list; undefined for all. */
  readonly upTo: string | undefined;
  readonly signal: AbortSignal;
  /** Called before each request. */
  readonly onRequest: () => void;
}

/** S3's maximum: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const pageSize = 1000;

/** All objects of a range in the order of their keys, a request per 1,000. */
export async function* listRange(
  store: ObjectStore,
  options: ListRangeOptions,
): AsyncGenerator<ListedObject> {
  const { prefix, upTo, signal, onRequest } = options;
  for (let { after } = options; ; ) {
    onRequest();
    const startAfter = after === '' ? {} : { startAfter: after };
    const page = await store.list({ prefix, ...startAfter, limit: pageSize }, signal);
    for (const object of page) {
      if (upTo !== undefined && compareKeys(object.key, upTo) > 0) return;
      yield object;
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.key;
  }
}
