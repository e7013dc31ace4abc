import { Type } from 'typebox';
import { newUploadSchema, type UploadLimits } from './upload.ts';

export const UploadParams = Type.Object({ photoId: Type.String({ maxLength: 200 }) });

/** The upload of a request, with both fields as `beginMultipartUpload` returned them. */
export const uploadFields = {
  key: Type.String({ minLength: 1, maxLength: 1024 }),
  uploadId: Type.String({ minLength: 1, maxLength: 1024 }),
};

export function newMultipartUploadSchema(limits: UploadLimits) {
  const { filename, contentType, size } = newUploadSchema(limits).properties;
  return Type.Object(
    { filename, contentType, size: Type.Integer({ ...size, minimum: 1 }) },
    { additionalProperties: false, title: 'NewMultipartUpload' },
  );
}

export const MultipartUpload = Type.Object(
  {
    photoId: Type.String(),
    ...uploadFields,
    partSize: Type.Integer({ description: 'Recommended bytes per part, except the last' }),
  },
  { title: 'MultipartUpload', description: 'The upload has started. Each part needs a URL' },
);

/** S3's limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PartNumber = Type.Integer({ minimum: 1, maximum: 10_000 });
const ETag = Type.String({ minLength: 1, maxLength: 200 });

export function newPartSchema({ MAX_UPLOAD_BYTES }: UploadLimits) {
  const description =
    'Exact number of bytes. All parts except the last have the same size, at least 5 MiB. partNumber × size must not exceed the declared size';
  return Type.Object(
    {
      ...uploadFields,
      partNumber: PartNumber,
      size: Type.Integer({ minimum: 1, maximum: MAX_UPLOAD_BYTES, description }),
    },
    { additionalProperties: false, title: 'NewPart' },
  );
}

export const PartUpload = Type.Object(
  {
    method: Type.Enum(['PUT']),
    url: Type.String({ description: 'Accepts the bytes without credentials. Keep it secret' }),
    headers: Type.Record(Type.String(), Type.String(), {
      description: 'Headers to send exactly as they are',
    }),
    expiresAt: Type.String({ format: 'date-time' }),
  },
  { title: 'PartUpload', description: 'How to upload the part' },
);

export const StoredPart = Type.Object({ PartNumber, ETag, Size: Type.Integer() }, { title: 'StoredPart' });

export const CompletedUpload = Type.Object(
  {
    ...uploadFields,
    parts: Type.Array(Type.Object({ PartNumber, ETag }), { minItems: 1, maxItems: 1_000 }),
  },
  { additionalProperties: false, title: 'CompletedUpload' },
);
