/** A thumbnail's user metadata: enough to decide whether it belongs to the current version of an original. */
export interface ThumbnailMetadata {
  /** ETag of its original, quotes included. */
  readonly sourceEtag: string;
  /** Id of its recipe. */
  readonly recipe: string;
  /** Size of the upright thumbnail, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of the upright original, in pixels. */
  readonly originalWidth: number;
  readonly originalHeight: number;
  /** Bytes of the original. */
  readonly originalSize: number;
  /** When the original was stored. */
  readonly storedAt: Date;
  /** When this thumbnail was made. */
  readonly madeAt: Date;
}

/** Formats it as S3 user metadata, which travels in HTTP headers: lower-case names, ASCII values. */
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

/** Parses S3 user metadata, or returns undefined when a field is missing or invalid. */
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

/** Whether an object is one of our thumbnails, in any bucket. */
export function isThumbnail(metadata: Readonly<Record<string, string>>): boolean {
  return readThumbnailMetadata(metadata) !== undefined;
}
