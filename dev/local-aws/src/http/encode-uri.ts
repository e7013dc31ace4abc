/** Percent-encodes everything but A–Z a–z 0–9 - _ . ~, as Signature Version 4 wants it. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same, with slashes kept. */
export function encodeUriPath(text: string): string {
  return text.split('/').map(encodeUri).join('/');
}
