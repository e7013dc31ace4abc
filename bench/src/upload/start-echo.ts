import type { AddressInfo } from 'node:net';
import { NewUpload } from '@proofsheet/upload/schemas/upload';
import { fastify } from 'fastify';

/** A bare Fastify route that parses and validates the body of `POST /v1/uploads` and returns it. */
export async function startEcho(): Promise<number> {
  const app = fastify();
  app.post('/v1/uploads', { schema: { body: NewUpload } }, async (request) => request.body);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}
