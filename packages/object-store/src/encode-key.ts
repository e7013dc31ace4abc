/**
 * The key as a URL path: everything is encoded except slashes and the characters that SigV4 leaves unencoded.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function encodeKey(key: string): string {
  return encodeUri(key).replaceAll('%2F', '/');
}

/** One URL component, encoded as SigV4 requires. */
export function encodeUri(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
