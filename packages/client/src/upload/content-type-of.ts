/** Types by the ending of a file's name, for what browsers don't know. */
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

/** The content type that a file is sent with; empty if it is not known. */
export function contentTypeOf({ name, type }: { readonly name: string; readonly type: string }): string {
  if (type !== '') return type;
  return typesByEnding[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? '';
}
