/** Maximum bytes of a file name in an object key: leaves room in S3's 1,024 for the rest of the key and for derived keys. */
export const maxFileNameBytes = 200;

/**
 * Characters that a file name loses: control characters, lone surrogates, noncharacters (SQS refuses U+FFFE and U+FFFF
 * in messages), line separators, the replacement character, and invisible characters such as those that change the
 * direction of text. Two kinds of invisible characters stay because text needs them: joiners (emoji sequences, Persian)
 * and tags (flags of regions).
 */
const unwanted =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\uFFFD[\p{Cf}--[\u200C\u200D\u{E0020}-\u{E007F}]]]/gv;

/** A visible character. */
const visible = /[^\p{Cf}\p{M}\p{Z}.]/u;

/**
 * Cleans the client's file name for the object key: the part after the last slash or backslash, composed (NFC: macOS sends
 * Korean decomposed), without unwanted characters, at most 200 bytes including its extension. A name without visible
 * characters becomes `photo`.
 */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = shorten(base.replace(unwanted, '').normalize('NFC').trim());
  return visible.test(clean) ? clean : 'photo';
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxFileNameBytes) return name;
  const extension = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  const bytes = maxFileNameBytes - Buffer.byteLength(extension);
  const characters = Array.from(new Intl.Segmenter().segment(stem), ({ segment }) => segment);
  // A single character may exceed the maximum: a letter with hundreds of combining marks.
  const kept = takeBytes(characters, bytes) || takeBytes([...stem], bytes);
  return kept.trimEnd() + extension;
}

/** The first parts with at most `bytes` bytes in total. */
function takeBytes(parts: readonly string[], bytes: number): string {
  let taken = '';
  let left = bytes;
  for (const part of parts) {
    left -= Buffer.byteLength(part);
    if (left < 0) break;
    taken += part;
  }
  return taken;
}
