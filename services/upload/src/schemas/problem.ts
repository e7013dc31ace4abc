import { Type } from 'typebox';
import type { UploadLimits } from './upload.ts';

const Problem = Type.Object(
  {
    type: Type.String({ description: 'What is wrong; never changes its meaning' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String({ description: 'For people; may change' })),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), message: Type.String() }), {
        description: 'Each part of the request that is wrong',
      }),
    ),
    requestId: Type.String(),
  },
  { title: 'Problem', description: 'Problem details as in RFC 9457' },
);

/** The answer of a status that is an error. */
export function problemAnswer(description: string) {
  return { description, content: { 'application/problem+json': { schema: Problem } } };
}

/** What every route with an owner may answer. */
export const commonProblems = {
  400: problemAnswer('The request is not as described here'),
  401: problemAnswer('No valid API key or access token'),
  408: problemAnswer('The request did not come in time'),
  431: problemAnswer('The address or the headers are too long'),
  500: problemAnswer('Something went wrong in the service'),
  503: problemAnswer('Too much to do, or the storage does not answer; try again after Retry-After seconds'),
};

/** What a route without a body may answer to one. */
export const bodyProblems = {
  413: problemAnswer('The body is too large'),
  415: problemAnswer('The body is not JSON'),
};

/** What a route that issues uploads may answer besides. */
export function limitProblems({ MAX_UPLOAD_BYTES, UPLOAD_CONTENT_TYPES }: UploadLimits) {
  return {
    413: problemAnswer(`The body is too large, or a photo has more than ${MAX_UPLOAD_BYTES} bytes`),
    415: problemAnswer(`The body is not JSON, or a photo is not one of ${UPLOAD_CONTENT_TYPES.join(', ')}`),
    429: problemAnswer('Too many uploads in a minute; try again after Retry-After seconds'),
  };
}
