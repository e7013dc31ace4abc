import type { Failure } from './upload.ts';

export interface FileLimits {
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
}

/** Types by file name, for what browsers don't know. */
const typesByEnding: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/** The content type that a file is sent with. */
export function typeOf({ name, type }: { readonly name: string; readonly type: string }): string {
  if (type !== '') return type;
  return typesByEnding[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? '';
}

/** Why a file cannot be sent, found before a byte leaves. */
export function checkFile(
  file: { readonly name: string; readonly type: string; readonly size: number },
  { contentTypes, maxBytes }: FileLimits,
): Failure | undefined {
  const type = typeOf(file);
  if (!contentTypes.includes(type))
    return { kind: type.startsWith('image/') ? 'other-format' : 'not-a-photo' };
  if (file.size === 0) return { kind: 'empty' };
  if (file.size > maxBytes) return { kind: 'too-large' };
  return undefined;
}
