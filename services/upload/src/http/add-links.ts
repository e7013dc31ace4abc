type Json = Record<string, unknown>;

interface Operation extends Json {
  readonly operationId?: string;
  readonly responses?: Readonly<Record<string, Json>>;
}

const ofUpload = {
  photoId: '$response.body#/photoId',
  key: '$response.body#/key',
  uploadId: '$response.body#/uploadId',
};
const ofPhoto = { photoId: ofUpload.photoId };
const ofFirst = { photoId: '$response.body#/photos/0/photoId' };

/** By operation and status: the operations that use fields of the answer. */
const links: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, object>>>>>> = {
  createUpload: { 201: { getPhoto: ofPhoto, deletePhoto: ofPhoto } },
  createUploads: { 201: { getPhoto: { photoId: '$response.body#/uploads/0/photoId' } } },
  beginMultipartUpload: { 201: { listParts: ofUpload, abortMultipartUpload: ofUpload, getPhoto: ofPhoto } },
  listPhotos: { 200: { getPhoto: ofFirst, getThumbnail: ofFirst, getOriginal: ofFirst } },
  createSubscription: { 201: { deleteSubscription: { subscriptionId: '$response.body#/subscriptionId' } } },
};

/**
 * Adds links to an OpenAPI document, so that readers and tools know which calls follow each other:
 * https://spec.openapis.org/oas/v3.1.0.html#link-object. Operations that the document lacks are left out.
 */
export function addLinks<T extends { readonly paths?: unknown }>(document: T): T {
  const operations = Object.values((document.paths ?? {}) as Record<string, Json>).flatMap(
    (path) => Object.values(path) as Operation[],
  );
  const known = new Set(operations.map(({ operationId }) => operationId));
  for (const { operationId = '', responses = {} } of operations) {
    for (const [status, targets] of Object.entries(links[operationId] ?? {})) {
      const response = responses[status];
      if (!response) continue;
      const entries = Object.entries(targets).filter(([target]) => known.has(target));
      response.links = Object.fromEntries(
        entries.map(([target, parameters]) => [target, { operationId: target, parameters }]),
      );
    }
  }
  return document;
}
