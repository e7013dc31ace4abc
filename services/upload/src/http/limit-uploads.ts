import { fastifyRateLimit } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { App } from './create-server.ts';
import { ProblemError } from './problem.ts';

/**
 * Counts the uploads that an owner asks for in a minute. In this process only: with n pods, up to n times as many.
 * @throws ProblemError `too-many-uploads`
 */
export type TakeUploads = (request: FastifyRequest, count: number) => Promise<void>;

/** @param perMinute 0 for no limit. */
export async function limitUploads(app: App, perMinute: number): Promise<TakeUploads> {
  if (perMinute === 0) return async () => {};
  await app.register(fastifyRateLimit, { global: false });
  const take = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request: FastifyRequest) => request.owner,
  });
  return async (request, count) => {
    for (let taken = 0; taken < count; taken += 1) {
      const limit = await take(request);
      if (limit.isAllowed || !limit.isExceeded) continue;
      const headers = { 'retry-after': String(limit.ttlInSeconds) };
      throw new ProblemError('too-many-uploads', { detail: `At most ${perMinute} in a minute`, headers });
    }
  };
}
