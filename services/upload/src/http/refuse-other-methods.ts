import type { HTTPMethods } from 'fastify';
import type { App } from './create-server.ts';
import { ProblemError } from './problem.ts';

/**
 * Records the routes that are added from now on. Call the returned function after all of them: it answers every other
 * method at their paths with 405 instead of 404.
 */
export function refuseOtherMethods(app: App): () => void {
  const methodsOf = new Map<string, Set<string>>();
  let watching = true;
  app.addHook('onRoute', ({ url, method }) => {
    if (!watching) return;
    const methods = methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsOf.set(url, methods);
  });
  return () => {
    watching = false;
    for (const [url, methods] of methodsOf) {
      // The CORS plugin answers preflights.
      const others = app.supportedMethods.filter((method) => method !== 'OPTIONS' && !methods.has(method));
      const headers = { allow: [...methods].join(', ') };
      app.route({
        url,
        method: others as HTTPMethods[],
        schema: { hide: true },
        onRequest: async () => {
          throw new ProblemError('method-not-allowed', { headers });
        },
        handler: async () => {},
      });
    }
  };
}
