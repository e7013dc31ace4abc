/**
 * The key as it stands in a URL's path: everything is encoded but what SigV4 leaves as it is, and the slashes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function encodeKey(key: string): string {
  return encodeUri(key).replaceAll('%2F', '/');
}

/** One part of a URL as SigV4 wants it. */
export function encodeUri(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
