import type { AddressInfo } from 'node:net';
import { newUploadSchema } from '@proofsheet/upload/schemas/upload';
import { fastify } from 'fastify';

/** A bare Fastify route that parses and validates the body of `POST /v1/uploads` and returns it. */
export async function startEcho(): Promise<number> {
  const app = fastify();
  const body = newUploadSchema({ MAX_UPLOAD_BYTES: 100 * 1024 ** 2, UPLOAD_CONTENT_TYPES: ['image/jpeg'] });
  app.post('/v1/uploads', { schema: { body } }, async (request) => request.body);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}
