/**
 * The one-time code of a link that signs in. It travels in the fragment, which no server and no log ever sees, and it
 * leaves the address before anything else happens, so that the history does not keep it either.
 */
export function takeCode({ location, history }: Pick<Window, 'location' | 'history'>): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined;
  if (code !== undefined) history.replaceState(null, '', location.pathname + location.search);
  return code;
}
