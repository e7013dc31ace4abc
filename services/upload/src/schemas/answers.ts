import { Type } from 'typebox';
import type { UploadLimits } from './upload.ts';

/** A response without a body. */
export function emptyAnswer(description: string) {
  return Type.Unsafe<undefined>({ type: 'null', description });
}

/** A redirect to S3. */
export function redirectAnswer(to: string) {
  return emptyAnswer(`Location is a URL of ${to}, valid for minutes. Keep it secret`);
}

const Problem = Type.Object(
  {
    type: Type.String({ description: 'Identifies the kind of problem. Its meaning never changes' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String({ description: 'Explanation for people. May change' })),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'The invalid parts of the request, at most 8',
      }),
    ),
    requestId: Type.String(),
  },
  { title: 'Problem', description: 'Problem details as in RFC 9457' },
);

/** The response of an error status. */
export function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: Problem } } };
}

/** Errors of every route that needs an owner. */
export const commonProblems = {
  400: problemAnswer('Invalid request'),
  401: problemAnswer('No valid API key or access token'),
  403: problemAnswer('The access token lacks a required scope'),
  408: problemAnswer('The request did not arrive in time'),
  431: problemAnswer('URL or request headers too long'),
  500: problemAnswer('Internal error'),
  503: problemAnswer('Overloaded, or the storage is not available. Retry after Retry-After seconds'),
};

/** Errors of a request body. */
export const bodyProblems = {
  413: problemAnswer('Request body too large'),
  415: problemAnswer('The request body is not JSON'),
};

/** Errors of routes that issue uploads. */
export function limitProblems({ MAX_UPLOAD_BYTES, UPLOAD_CONTENT_TYPES }: UploadLimits) {
  return {
    413: problemAnswer(`Request body too large, or a photo has more than ${MAX_UPLOAD_BYTES} bytes`),
    415: problemAnswer(
      `The request body is not JSON, or a content type is not one of ${UPLOAD_CONTENT_TYPES.join(', ')}`,
    ),
    429: problemAnswer('Too many uploads per minute. Retry after Retry-After seconds'),
  };
}
