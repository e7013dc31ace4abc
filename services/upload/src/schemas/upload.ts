import { Type } from 'typebox';

/** What a client says of the photo that it is going to upload. */
export const NewUpload = Type.Object(
  {
    filename: Type.String({ minLength: 1, maxLength: 1024, examples: ['한글 사진 + 100%.jpg'] }),
    contentType: Type.String({ maxLength: 100, examples: ['image/jpeg'] }),
    size: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Bytes, exactly',
      examples: [2_481_203],
    }),
    sha256: Type.Optional(
      Type.String({
        pattern: '^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$',
        description: 'SHA-256 of the bytes, in hex as sha256sum prints it or in base64 as S3 wants it',
      }),
    ),
    method: Type.Optional(
      Type.Enum(['PUT', 'POST'], {
        // Not as a `default`, which generators of clients take to mean that it is always there.
        description:
          'PUT if left out. POST is for HTML forms: it takes no sha256, and does not keep a photo from being sent twice',
      }),
    ),
  },
  { additionalProperties: false, title: 'NewUpload' },
);

/** What the client does next. */
export const Upload = Type.Object(
  {
    photoId: Type.String(),
    upload: Type.Object({
      method: Type.Enum(['PUT', 'POST']),
      url: Type.String({ description: 'Takes the bytes without further credentials: a secret' }),
      headers: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: 'With PUT. To be sent exactly so; browsers send content-length by themselves',
        }),
      ),
      fields: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: 'With POST. Fields of a multipart/form-data form; the file comes last, as `file`',
        }),
      ),
      expiresAt: Type.String({ format: 'date-time', description: 'Until when the upload may begin' }),
    }),
  },
  { title: 'Upload', description: 'What to do next' },
);
