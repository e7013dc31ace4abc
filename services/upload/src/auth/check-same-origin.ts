import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem.ts';

/** Header that pages of other origins cannot send without a CORS preflight. */
export const csrfHeader = 'x-proofsheet-request';

/**
 * Refuses a write that a browser sends with the cookie on behalf of another site. Browsers name the origin of a request in
 * `Sec-Fetch-Site`, which pages cannot change. https://www.w3.org/TR/fetch-metadata/
 * @throws ProblemError `cross-site-request`
 */
export function checkSameOrigin({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  if (method === 'GET' || method === 'HEAD') return;
  if (headers['sec-fetch-site'] === 'same-origin' && headers[csrfHeader] === '1') return;
  throw new ProblemError('cross-site-request', {
    detail: `A write with a session cookie needs Sec-Fetch-Site: same-origin and ${csrfHeader}: 1`,
  });
}
