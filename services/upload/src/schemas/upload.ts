import { type Static, Type } from 'typebox';

/** Limits of uploads. */
export interface UploadLimits {
  readonly MAX_UPLOAD_BYTES: number;
  readonly UPLOAD_CONTENT_TYPES: readonly string[];
}

/** Schema of a request to upload a photo. */
export function newUploadSchema({ MAX_UPLOAD_BYTES, UPLOAD_CONTENT_TYPES }: UploadLimits) {
  return Type.Object(
    {
      filename: Type.String({ minLength: 1, maxLength: 1024, examples: ['한글 사진 + 100%.jpg'] }),
      contentType: Type.Enum([...UPLOAD_CONTENT_TYPES]),
      size: Type.Integer({
        minimum: 0,
        maximum: MAX_UPLOAD_BYTES,
        description: 'Exact number of bytes',
        examples: [Math.min(2_481_203, MAX_UPLOAD_BYTES)],
      }),
      sha256: Type.Optional(
        Type.String({
          pattern: '^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$',
          description:
            'SHA-256 of the bytes, in hex like sha256sum or in base64 like S3. S3 verifies it. Only with PUT',
        }),
      ),
      method: Type.Optional(
        Type.Enum(['PUT', 'POST'], {
          // Not a `default`: generated clients would then expect the field in every request.
          description:
            'Default: PUT. POST is for HTML forms: without sha256, and the same form can be sent more than once',
        }),
      ),
    },
    { additionalProperties: false, title: 'NewUpload' },
  );
}

export type NewUpload = Static<ReturnType<typeof newUploadSchema>>;

/** How the client uploads the photo. */
export const Upload = Type.Object(
  {
    photoId: Type.String(),
    upload: Type.Object({
      method: Type.Enum(['PUT', 'POST']),
      url: Type.String({ description: 'Accepts the bytes without credentials. Keep it secret' }),
      headers: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description:
            'With PUT: headers to send exactly as they are. The body must have exactly the declared size',
        }),
      ),
      fields: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: 'With POST: fields of a multipart/form-data form. The file comes last, as `file`',
        }),
      ),
      expiresAt: Type.String({ format: 'date-time', description: 'The upload must start before this time' }),
    }),
  },
  { title: 'Upload', description: 'How to upload the photo' },
);
