import { signal } from '@preact/signals';

/** What the address stands for. */
export type Route =
  | { readonly page: 'album' }
  | { readonly page: 'photo'; readonly photoId: string }
  | { readonly page: 'share'; readonly token: string; readonly photoId?: string };

export function readRoute(path: string, hash = ''): Route {
  const [, photoId] = /^\/p\/([^/]+)\/?$/.exec(path) ?? [];
  if (photoId !== undefined) return { page: 'photo', photoId: decodeURIComponent(photoId) };
  const [, token] = /^\/s\/([^/]+)\/?$/.exec(path) ?? [];
  if (token === undefined) return { page: 'album' };
  const [, shared] = /^#p\/(.+)$/.exec(hash) ?? [];
  return { page: 'share', token, ...(shared !== undefined && { photoId: decodeURIComponent(shared) }) };
}

export function pathOf(route: Route): string {
  if (route.page === 'album') return '/';
  if (route.page === 'photo') return `/p/${encodeURIComponent(route.photoId)}`;
  return `/s/${route.token}${route.photoId === undefined ? '' : `#p/${encodeURIComponent(route.photoId)}`}`;
}

/** Keeps the address and the route one. */
export function createRouter(window: Window) {
  const read = () => readRoute(window.location.pathname, window.location.hash);
  const route = signal(read());
  /** How many of our own entries lie behind the current one: going back must not leave the page. */
  let depth = 0;
  window.addEventListener('popstate', () => {
    depth = Math.max(0, depth - 1);
    route.value = read();
  });
  return {
    route,
    /** `replace` for steps that going back should not repeat. */
    go(next: Route, how: 'push' | 'replace' = 'push'): void {
      if (how === 'push') {
        depth++;
        window.history.pushState(null, '', pathOf(next));
      } else window.history.replaceState(null, '', pathOf(next));
      route.value = next;
    },
    /** Back to where the person came from, or to `home` when the page was opened here. */
    leave(home: Route): void {
      if (depth > 0) window.history.back();
      else this.go(home, 'replace');
    },
  };
}

export type Router = ReturnType<typeof createRouter>;
