/** What a thumbnail's user metadata says: enough to tell whether it is the right one for an original. */
export interface ThumbnailMetadata {
  /** ETag of the original it was made from, with its quotes. */
  readonly sourceEtag: string;
  /** Id of the recipe it was made by. */
  readonly recipe: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the original, upright. */
  readonly originalWidth: number;
  readonly originalHeight: number;
  /** Bytes of the original. */
  readonly originalSize: number;
  /** When the original was stored. */
  readonly storedAt: Date;
  /** When this thumbnail was made. */
  readonly madeAt: Date;
}

/** As user metadata of S3, which is HTTP headers: names in lower case, values in ASCII. */
export function writeThumbnailMetadata(thumbnail: ThumbnailMetadata): Record<string, string> {
  return {
    'source-etag': thumbnail.sourceEtag,
    recipe: thumbnail.recipe,
    width: String(thumbnail.width),
    height: String(thumbnail.height),
    'original-width': String(thumbnail.originalWidth),
    'original-height': String(thumbnail.originalHeight),
    'original-size': String(thumbnail.originalSize),
    'stored-at': thumbnail.storedAt.toISOString(),
    'made-at': thumbnail.madeAt.toISOString(),
  };
}

/** The reverse, or undefined when a part is missing or makes no sense. */
export function readThumbnailMetadata(
  metadata: Readonly<Record<string, string>>,
): ThumbnailMetadata | undefined {
  const sourceEtag = metadata['source-etag'];
  const { recipe } = metadata;
  const numbers = ['width', 'height', 'original-width', 'original-height', 'original-size'].map((name) =>
    Number(metadata[name]),
  );
  const storedAt = new Date(metadata['stored-at'] ?? '');
  const madeAt = new Date(metadata['made-at'] ?? '');
  const [width = 0, height = 0, originalWidth = 0, originalHeight = 0, originalSize = 0] = numbers;
  if (!sourceEtag || !recipe || numbers.some((n) => !Number.isSafeInteger(n))) return undefined;
  if (Number.isNaN(storedAt.getTime()) || Number.isNaN(madeAt.getTime())) return undefined;
  return { sourceEtag, recipe, width, height, originalWidth, originalHeight, originalSize, storedAt, madeAt };
}

/** Whether an object is a thumbnail of ours, wherever it lies. */
export function isThumbnail(metadata: Readonly<Record<string, string>>): boolean {
  return readThumbnailMetadata(metadata) !== undefined;
}
