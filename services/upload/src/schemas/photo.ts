import { failureReasons } from '@proofsheet/photos';
import { Type } from 'typebox';

export const PhotoId = Type.String({ description: 'Returned by POST /v1/uploads', maxLength: 200 });

export const PhotoParams = Type.Object({ photoId: PhotoId });

const Pixels = Type.Integer({ minimum: 1 });
const Bytes = Type.Integer({ minimum: 0 });
const Time = Type.String({ format: 'date-time' });

/** What may have become of a photo. */
export const photoStatuses = ['processing', 'ready', 'failed'] as const;

const PresignedFields = {
  url: Type.String({ description: 'Leads to the object without further credentials: a secret' }),
  expiresAt: Type.String({ format: 'date-time', description: 'When the URL ends' }),
};

const Presigned = Type.Object(PresignedFields);

export const PhotoFields = {
  photoId: Type.String(),
  filename: Type.String({ description: 'As it was stored: cleaned, any Unicode' }),
  size: Type.Integer({ minimum: 0, description: 'Bytes of the original' }),
  uploadedAt: Time,
  status: Type.Enum([...photoStatuses]),
  reason: Type.Optional(Type.Enum([...failureReasons], { description: 'Why it failed' })),
  readyAt: Type.Optional(Time),
  failedAt: Type.Optional(Time),
  width: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Pixels of the original, upright, once it is ready' }),
  ),
  height: Type.Optional(Pixels),
  thumbhash: Type.Optional(
    Type.String({
      description: 'A ThumbHash in base64url without padding, to show until the thumbnail is there',
    }),
  ),
  takenAt: Type.Optional(
    Type.String({
      description: 'When the camera took it, in its local time: an offset only if the camera wrote one',
    }),
  ),
  variants: Type.Optional(Type.Array(Type.String(), { description: 'Names of the further sizes' })),
  thumbnail: Type.Optional(
    Type.Object(
      { width: Type.Optional(Pixels), height: Type.Optional(Pixels), size: Bytes, ...PresignedFields },
      { description: 'Once it is ready' },
    ),
  ),
};

/** A photo in a list: photos that were processed by an earlier version have no pixels there. */
export const AlbumPhoto = Type.Object(PhotoFields, {
  title: 'AlbumPhoto',
  description: 'A photo and what has become of it',
});

/** A photo by itself. */
export const Photo = Type.Object(
  {
    ...PhotoFields,
    notifiedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'When people were notified of it; known for 30 days. Lists and events do not tell it: they would have to read a record for each photo',
      }),
    ),
    original: Type.Object(
      {
        width: Type.Optional(Pixels),
        height: Type.Optional(Pixels),
        ...PresignedFields,
        downloadUrl: Type.String({ description: 'The same, for saving it as a file' }),
      },
      { description: 'The pixels, upright, once it is ready' },
    ),
    variantUrls: Type.Optional(
      Type.Record(Type.String(), Presigned, { description: 'Further sizes by their names' }),
    ),
  },
  { title: 'Photo', description: 'A photo, what has become of it, and where its files are' },
);
