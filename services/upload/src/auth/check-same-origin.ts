import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem.ts';

/** Header that no page of another origin can send without being asked for it first. */
export const csrfHeader = 'x-proofsheet-request';

/**
 * Refuses a write that a browser sends with the cookie on behalf of another site: browsers say in `Sec-Fetch-Site` who
 * asks, and pages cannot change it. https://www.w3.org/TR/fetch-metadata/
 * @throws ProblemError `cross-site-request`
 */
export function checkSameOrigin({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  if (method === 'GET' || method === 'HEAD') return;
  if (headers['sec-fetch-site'] === 'same-origin' && headers[csrfHeader] === '1') return;
  throw new ProblemError('cross-site-request', {
    detail: `A write with a session cookie needs Sec-Fetch-Site: same-origin and ${csrfHeader}: 1`,
  });
}
