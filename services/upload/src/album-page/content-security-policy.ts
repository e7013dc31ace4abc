interface Origins {
  readonly storageOrigins: readonly string[];
  readonly issuerOrigin: string | undefined;
}

/**
 * Content Security Policy of the album page. It may run its own code, call this service and S3, and sign in at the issuer.
 * https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ storageOrigins, issuerOrigin }: Origins): string {
  const storage = [...new Set(storageOrigins)].join(' ');
  const issuer = issuerOrigin === undefined ? '' : ` ${issuerOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' blob: ${storage}`,
    `connect-src 'self' ${storage}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    `frame-src 'self'${issuer}`,
    "base-uri 'none'",
    `form-action 'self'${issuer}`,
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types proofsheet',
  ].join('; ');
}
