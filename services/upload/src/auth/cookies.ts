import { parseCookie, stringifySetCookie } from 'cookie';

/** Short name of a cookie of this service. */
export type CookieName = 'session' | 'sign-in';

export type Cookies = ReturnType<typeof createCookies>;

/**
 * Reads and writes the cookies of this service. Over HTTPS their names begin with `__Host-`, so that no other host, not
 * even one of the same domain, can set them:
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 * @param publicUrl plain HTTP only on loopback.
 */
export function createCookies(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  const nameOf = (name: CookieName) =>
    `${secure ? '__Host-' : ''}proofsheet${name === 'session' ? '' : `-${name}`}`;
  const write = (name: CookieName, value: string, maxAge: number) =>
    stringifySetCookie({
      name: nameOf(name),
      value,
      httpOnly: true,
      secure,
      sameSite: 'lax',
      path: '/',
      maxAge,
    });
  return {
    /** The value in a Cookie header. */
    read(name: CookieName, header: string | undefined): string | undefined {
      return header === undefined ? undefined : parseCookie(header)[nameOf(name)];
    },
    /** A Set-Cookie header. */
    write(name: CookieName, value: string, expiresAt: Date, now: Date): string {
      return write(name, value, Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000)));
    },
    /** A Set-Cookie header that removes it. */
    remove: (name: CookieName): string => write(name, '', 0),
  };
}
