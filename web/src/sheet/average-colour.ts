import { thumbHashToAverageRGBA } from 'thumbhash';

/** The CSS colour of a photo as a whole, from the first bytes of its ThumbHash. */
export function averageColour(thumbhash: string | undefined): string | undefined {
  if (thumbhash === undefined) return undefined;
  try {
    const { r, g, b } = thumbHashToAverageRGBA(decodeBase64Url(thumbhash));
    return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`;
  } catch {
    return undefined;
  }
}

function decodeBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
