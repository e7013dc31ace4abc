import { Type } from 'typebox';
import { NewUpload } from './upload.ts';

export const UploadParams = Type.Object({ photoId: Type.String({ maxLength: 200 }) });

/** Which upload is meant: both as its beginning gave them. */
export const uploadFields = {
  key: Type.String({ minLength: 1, maxLength: 1024 }),
  uploadId: Type.String({ minLength: 1, maxLength: 1024 }),
};

const { filename, contentType, size } = NewUpload.properties;

export const NewMultipartUpload = Type.Object(
  { filename, contentType, size },
  { additionalProperties: false, title: 'NewMultipartUpload' },
);

export const MultipartUpload = Type.Object(
  {
    photoId: Type.String(),
    ...uploadFields,
    partSize: Type.Integer({ description: 'Bytes of each part but the last' }),
  },
  { title: 'MultipartUpload', description: 'It has begun; each part needs a URL' },
);

/** S3's limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PartNumber = Type.Integer({ minimum: 1, maximum: 10_000 });
const ETag = Type.String({ minLength: 1, maxLength: 200 });

export const NewPart = Type.Object(
  {
    ...uploadFields,
    partNumber: PartNumber,
    size: Type.Integer({ minimum: 1, maximum: 5 * 1024 ** 3, description: 'Bytes, exactly' }),
  },
  { additionalProperties: false, title: 'NewPart' },
);

export const PartUpload = Type.Object(
  {
    method: Type.Enum(['PUT']),
    url: Type.String({ description: 'Takes the bytes without further credentials: a secret' }),
    headers: Type.Record(Type.String(), Type.String(), { description: 'To be sent exactly so' }),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { title: 'PartUpload', description: 'What to do with the part' },
);

export const StoredPart = Type.Object({ PartNumber, ETag, Size: Type.Integer() }, { title: 'StoredPart' });

export const CompletedUpload = Type.Object(
  {
    ...uploadFields,
    parts: Type.Array(Type.Object({ PartNumber, ETag }), { minItems: 1, maxItems: 10_000 }),
  },
  { additionalProperties: false, title: 'CompletedUpload' },
);
