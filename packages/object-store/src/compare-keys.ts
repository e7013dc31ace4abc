/** Orders keys as S3 does, by their UTF-8 bytes: below 0, 0 or above 0. */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index++) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

// UTF-16 sorts surrogates, which encode everything above U+FFFF, before U+E000 to U+FFFF. UTF-8 sorts them after.
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
