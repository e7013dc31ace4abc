import { failureReasons } from '@proofsheet/photos';
import { Type } from 'typebox';

export const PhotoParams = Type.Object({
  photoId: Type.String({ description: 'As POST /v1/uploads gave it', maxLength: 200 }),
});

const Pixels = Type.Integer({ minimum: 1 });
const Bytes = Type.Integer({ minimum: 0 });

/** What may have become of a photo. */
export const photoStatuses = ['processing', 'ready', 'failed'] as const;

const PhotoFields = {
  photoId: Type.String(),
  filename: Type.String({ description: 'As it was stored: cleaned, any Unicode' }),
  size: Type.Integer({ minimum: 0, description: 'Bytes of the original' }),
  uploadedAt: Type.String({ format: 'date-time' }),
  status: Type.Enum([...photoStatuses]),
  reason: Type.Optional(Type.Enum([...failureReasons], { description: 'Why it failed' })),
};

const PresignedFields = {
  url: Type.String({ description: 'Leads to the JPEG without further credentials: a secret' }),
  expiresAt: Type.String({ format: 'date-time', description: 'When the URL ends' }),
};

/** A photo: its outcome decides what else there is. */
export const Photo = Type.Object(
  {
    ...PhotoFields,
    readyAt: Type.Optional(Type.String({ format: 'date-time' })),
    original: Type.Optional(
      Type.Object({ width: Pixels, height: Pixels }, { description: 'Upright, once it is ready' }),
    ),
    thumbnail: Type.Optional(
      Type.Object(
        {
          width: Pixels,
          height: Pixels,
          size: Bytes,
          ...PresignedFields,
        },
        { description: 'Once it is ready' },
      ),
    ),
  },
  { title: 'Photo', description: 'A photo and what has become of it' },
);

/** A photo in a list, which knows no pixels. */
export const AlbumPhoto = Type.Object(
  {
    ...PhotoFields,
    thumbnail: Type.Optional(
      Type.Object({ size: Bytes, ...PresignedFields }, { description: 'Once it is ready' }),
    ),
  },
  { title: 'AlbumPhoto' },
);
