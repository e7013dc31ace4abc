/** The service worker keeps thumbnails, so that each crosses the network once, and the page for when there is none. */
export async function startServiceWorker({
  location,
  navigator,
  performance,
  trustedTypes,
  PerformanceObserver,
}: Window & typeof globalThis & { readonly trustedTypes?: TrustedTypePolicyFactory }): Promise<void> {
  if (!navigator.serviceWorker) return;
  // Trusted Types take no plain text for the address of a script.
  const policy = trustedTypes?.createPolicy('proofsheet', { createScriptURL: () => '/sw.js' });
  const url = policy ? policy.createScriptURL('') : '/sw.js';
  let inChargeSince = navigator.serviceWorker.controller ? 0 : Number.POSITIVE_INFINITY;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    inChargeSince = performance.now();
  });
  await navigator.serviceWorker.register(url as string).catch(() => undefined);
  const { active } = await navigator.serviceWorker.ready;
  const keep = (urls: readonly string[]) => active?.postMessage({ kind: 'keep', urls });
  // Who signed in by a link or a key was not asked for before.
  keep([new URL('/auth/session', location.href).href]);
  // What began to load before the worker was in charge is kept now. Thumbnails come from the browser's own cache.
  const observer = new PerformanceObserver((list) => {
    const passed = list.getEntries().filter(({ startTime }) => startTime < inChargeSince);
    if (passed.length > 0) keep(passed.map(({ name }) => name));
  });
  observer.observe({ type: 'resource', buffered: true });
}

interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}
