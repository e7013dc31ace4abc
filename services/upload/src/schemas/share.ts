import { Type } from 'typebox';
import { PhotoFields } from './photo.ts';

const Time = Type.String({ format: 'date-time' });

/** A share as its owner sees it. */
export const ShareAnswer = Type.Object(
  {
    shareId: Type.String(),
    url: Type.String({ description: 'Opens the photos without further credentials: a secret' }),
    title: Type.Optional(Type.String()),
    album: Type.Boolean({ description: 'Whether it is of the whole album, later photos included' }),
    photos: Type.Optional(Type.Integer({ description: 'How many, unless it is of the album' })),
    createdAt: Time,
    expiresAt: Time,
  },
  { title: 'Share' },
);

/** A photo as somebody with a share's link sees it. */
export const SharedPhoto = Type.Object(
  {
    photoId: Type.String(),
    filename: PhotoFields.filename,
    width: PhotoFields.width,
    height: PhotoFields.height,
    thumbhash: PhotoFields.thumbhash,
    takenAt: PhotoFields.takenAt,
    thumbnail: Type.Object({
      url: Type.String({ description: 'Path of this service' }),
      width: Type.Optional(Type.Integer()),
      height: Type.Optional(Type.Integer()),
    }),
    screen: Type.Optional(Type.Object({ url: Type.String({ description: 'Path of this service' }) })),
  },
  { title: 'SharedPhoto' },
);
