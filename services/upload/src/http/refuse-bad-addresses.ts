import { ProblemError } from './problem.ts';

/** Maximum characters of one part of a path: a token holds an object key of up to 1,024 bytes. */
export const maxParamLength = 4096;

const malformed = '/malformed-address';
const overlong = '/overlong-address';

/**
 * Returns the address to route a request by. Fastify's router answers undecodable addresses without the hooks that add
 * headers and log the request, so this rewrites them to the routes of `refuseBadAddresses`.
 */
export function rewriteBadAddress({ url = '/' }: { readonly url?: string | undefined }): string {
  const [path = '/'] = url.split('?', 1);
  if (path.length > maxParamLength && path.split('/').some((part) => part.length > maxParamLength))
    return overlong;
  if (!path.includes('%')) return url;
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return malformed;
  }
}

/** The part of `App` that routes are added to. Importing `App` would be an import cycle. */
interface Router {
  all(path: string, options: { schema: { hide: boolean } }, handler: () => Promise<never>): unknown;
}

/** Answers addresses rewritten by `rewriteBadAddress` with problem details. */
export function refuseBadAddresses(app: Router): void {
  const schema = { hide: true };
  app.all(malformed, { schema }, async () => {
    throw new ProblemError('invalid-request', { detail: 'The address is not properly percent-encoded' });
  });
  app.all(overlong, { schema }, async () => {
    throw new ProblemError('headers-too-large');
  });
}
