/** Content types of photos by the ending of a file name. A TIFF is uploaded too, so that the API can say that it is refused. */
const contentTypes: Readonly<Record<string, string>> = {
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

/** The content type that the ending of a file name stands for, or undefined if it is not that of a photo. */
export function contentTypeOf(fileName: string): string | undefined {
  const [, ending = ''] = /\.([^./\\]+)$/.exec(fileName) ?? [];
  const known = ending.toLowerCase();
  return Object.hasOwn(contentTypes, known) ? contentTypes[known] : undefined;
}
