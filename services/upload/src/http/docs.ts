import { fastifySwagger } from '@fastify/swagger';
import { fastifySwaggerUi } from '@fastify/swagger-ui';
import type { UploadLimits } from '../schemas/upload.ts';
import type { App } from './create-server.ts';
import { addExamples } from './examples/add-examples.ts';

// Unlike the plugin's default without upgrade-insecure-requests, so the page also works over plain HTTP.
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** Serves the OpenAPI document at `/openapi.json` and a page for people at `/docs`. */
export async function addDocs(app: App, limits: UploadLimits): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'proofsheet',
        version: '1',
        description: 'Upload photos directly to S3 and get their thumbnails.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: '/docs', staticCSP: contentSecurityPolicy });
  app.get('/openapi.json', { schema: { hide: true } }, () =>
    addExamples(addLinks(hoistSchemas(app.swagger())), limits),
  );
}

type Json = Record<string, unknown>;

/**
 * Moves every schema with a title to `components.schemas` and refers to it, so that a generated client has one type for it
 * instead of one per route.
 */
export function hoistSchemas<T extends { readonly paths?: unknown; readonly components?: unknown }>(
  document: T,
): T {
  const schemas: Record<string, unknown> = {};
  const hoist = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hoist);
    if (!isObject(value)) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hoist(inner)]));
    if (typeof value.title !== 'string') return copy;
    schemas[value.title] = copy;
    return { $ref: `#/components/schemas/${value.title}` };
  };
  const paths = hoist(document.paths);
  return { ...document, paths, components: { ...(document.components as Json | undefined), schemas } };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

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
function addLinks<T extends { readonly paths?: unknown }>(document: T): T {
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
