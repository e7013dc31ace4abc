import { failureReasons } from '@proofsheet/photos';
import { Type } from 'typebox';

const PhotoId = Type.String({ description: 'Returned by POST /v1/uploads', maxLength: 200 });

export const PhotoParams = Type.Object({ photoId: PhotoId });

const Pixels = Type.Integer({ minimum: 1 });
const Bytes = Type.Integer({ minimum: 0 });
const Time = Type.String({ format: 'date-time' });

/** Status of a photo. */
export const photoStatuses = ['processing', 'ready', 'failed'] as const;

const PresignedFields = {
  url: Type.String({ description: 'Gives access to the object without credentials. Keep it secret' }),
  expiresAt: Type.String({ format: 'date-time', description: 'When the URL expires' }),
};

const Presigned = Type.Object(PresignedFields);

export const PhotoFields = {
  photoId: Type.String(),
  filename: Type.String({ description: 'File name as stored: cleaned, any Unicode' }),
  size: Type.Integer({ minimum: 0, description: 'Bytes of the original' }),
  uploadedAt: Time,
  status: Type.Enum([...photoStatuses]),
  reason: Type.Optional(Type.Enum([...failureReasons], { description: 'Why it failed' })),
  readyAt: Type.Optional(Time),
  failedAt: Type.Optional(Time),
  width: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Pixels of the upright original, once the photo is ready' }),
  ),
  height: Type.Optional(Pixels),
  thumbhash: Type.Optional(
    Type.String({
      description: 'A ThumbHash in base64url without padding, to show until the thumbnail has loaded',
    }),
  ),
  takenAt: Type.Optional(
    Type.String({
      description:
        'When the camera took the photo, in local time, with an offset only if the camera wrote one',
    }),
  ),
  variants: Type.Optional(Type.Array(Type.String(), { description: 'Names of the variants' })),
  thumbnail: Type.Optional(
    Type.Object(
      { width: Type.Optional(Pixels), height: Type.Optional(Pixels), size: Bytes, ...PresignedFields },
      { description: 'Once the photo is ready' },
    ),
  ),
};

/** A photo in a list. Photos that an earlier version processed have no width and height there. */
export const AlbumPhoto = Type.Object(PhotoFields, {
  title: 'AlbumPhoto',
  description: 'A photo with its status',
});

/** A photo by itself. */
export const Photo = Type.Object(
  {
    ...PhotoFields,
    notifiedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'When people were notified of the photo; known for 30 days. Lists and events lack it, because it takes a request per photo',
      }),
    ),
    original: Type.Object(
      {
        width: Type.Optional(Pixels),
        height: Type.Optional(Pixels),
        ...PresignedFields,
        downloadUrl: Type.String({
          description: 'Like `url`, but browsers save the file instead of showing it',
        }),
      },
      { description: 'Width and height, upright, once the photo is ready' },
    ),
    variantUrls: Type.Optional(Type.Record(Type.String(), Presigned, { description: 'Variants by name' })),
  },
  { title: 'Photo', description: 'A photo with its status and the URLs of its files' },
);

/** A list of at most `max` photo ids. */
export function photoIds(max: number) {
  return Type.Array(PhotoId, { minItems: 1, maxItems: max });
}
