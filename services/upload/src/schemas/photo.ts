import { failureReasons } from '@proofsheet/photos';
import { Type } from 'typebox';

export const PhotoParams = Type.Object({
  photoId: Type.String({ description: 'As POST /v1/uploads gave it', maxLength: 200 }),
});

const Pixels = Type.Integer({ minimum: 1 });
const Bytes = Type.Integer({ minimum: 0 });

const PhotoFields = {
  photoId: Type.String(),
  filename: Type.String({ description: 'As it was stored: cleaned, any Unicode' }),
  size: Type.Integer({ minimum: 0, description: 'Bytes of the original' }),
  uploadedAt: Type.String({ format: 'date-time' }),
};

/** A photo: its outcome decides what else there is. */
export const Photo = Type.Object(
  {
    ...PhotoFields,
    status: Type.Enum(['processing', 'ready', 'failed']),
    reason: Type.Optional(Type.Enum([...failureReasons], { description: 'Why it failed' })),
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
          url: Type.String({ description: 'Leads to the JPEG without further credentials: a secret' }),
          expiresAt: Type.String({ format: 'date-time', description: 'When the URL ends' }),
        },
        { description: 'Once it is ready' },
      ),
    ),
  },
  { title: 'Photo' },
);
