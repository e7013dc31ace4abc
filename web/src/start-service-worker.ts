/** The service worker keeps thumbnails, so that each crosses the network once, and the page for when there is none. */
export async function startServiceWorker({
  location,
  navigator,
  performance,
  trustedTypes,
}: Window & typeof globalThis & { readonly trustedTypes?: TrustedTypePolicyFactory }): Promise<void> {
  if (!navigator.serviceWorker) return;
  // Trusted Types take no plain text for the address of a script.
  const policy = trustedTypes?.createPolicy('proofsheet', { createScriptURL: () => '/sw.js' });
  const url = policy ? policy.createScriptURL('') : '/sw.js';
  await navigator.serviceWorker.register(url as string).catch(() => undefined);
  const { active } = await navigator.serviceWorker.ready;
  // What was loaded before the worker was there is kept now. Thumbnails come from the browser's own cache.
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  // Who signed in by a link or a key was not asked for before.
  const urls = [...loaded, new URL('/auth/session', location.href).href];
  active?.postMessage({ kind: 'keep', urls });
}

interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}
