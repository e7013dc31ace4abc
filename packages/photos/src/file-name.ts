/** A path segment of 200 bytes leaves room in S3's 1,024 for the rest of the key and of keys derived from it. */
export const maxFileNameBytes = 200;

/**
 * The client's file name as it goes into the object key: any Unicode, composed (NFC, since a Mac sends Korean in
 * pieces), without folders, control characters or characters that change the direction of text, at most 200 bytes
 * with its ending kept. A name of which nothing is left becomes `photo`.
 */
export function cleanFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = base.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/gu, '').trim();
  return clean === '' || /^\.+$/.test(clean) ? 'photo' : shorten(clean);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxFileNameBytes) return name;
  const ending = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? '';
  let kept = '';
  let left = maxFileNameBytes - Buffer.byteLength(ending);
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - ending.length))) {
    left -= Buffer.byteLength(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept + ending;
}
