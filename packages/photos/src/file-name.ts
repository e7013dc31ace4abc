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

/** Something that a reader can see. */
const visible = /[^\p{Cf}\p{M}\p{Z}.]/u;

/**
 * The client's file name as it goes into the object key: the part behind the last slash or backslash, composed (NFC:
 * macOS sends Korean decomposed), without unwanted characters, at most 200 bytes with its extension kept. A name with
 * nothing visible becomes `photo`.
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
  // One character may be longer than the whole name may be: a letter with hundreds of combining marks.
  const kept = takeBytes(characters, bytes) || takeBytes([...stem], bytes);
  return kept.trimEnd() + extension;
}

/** The first parts that have at most `bytes` bytes together. */
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
