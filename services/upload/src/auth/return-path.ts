/** Returns the path on this site to return to, or `/` for a URL elsewhere. */
export function readReturnPath(text: string | undefined, publicUrl: string): string {
  const base = new URL(publicUrl);
  if (text === undefined || !text.startsWith('/') || !URL.canParse(text, publicUrl)) return '/';
  const { origin, pathname, search, hash } = new URL(text, base);
  return origin === base.origin ? `${pathname}${search}${hash}`.replace(/^\/{2,}/, '/') : '/';
}
