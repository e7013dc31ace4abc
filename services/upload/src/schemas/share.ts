import { Type } from 'typebox';
import { PhotoFields } from './photo.ts';

const Time = Type.String({ format: 'date-time' });

/** A share as its owner sees it. */
export const ShareAnswer = Type.Object(
  {
    shareId: Type.String(),
    url: Type.String({
      description: 'Opens the photos without credentials. Share it only with people who may see them',
    }),
    title: Type.Optional(Type.String()),
    album: Type.Boolean({ description: 'Whether it shows the whole album, including later photos' }),
    photos: Type.Optional(Type.Integer({ description: 'Number of photos, unless it shows the album' })),
    createdAt: Time,
    expiresAt: Time,
  },
  { title: 'Share' },
);

/** A photo as visitors with a share's link see it. */
export const SharedPhoto = Type.Object(
  {
    photoId: Type.String(),
    filename: PhotoFields.filename,
    width: PhotoFields.width,
    height: PhotoFields.height,
    thumbhash: PhotoFields.thumbhash,
    takenAt: PhotoFields.takenAt,
    thumbnail: Type.Object({
      url: Type.String({ description: 'Path at this service' }),
      width: Type.Optional(Type.Integer()),
      height: Type.Optional(Type.Integer()),
    }),
    screen: Type.Optional(Type.Object({ url: Type.String({ description: 'Path of this service' }) })),
  },
  { title: 'SharedPhoto' },
);
