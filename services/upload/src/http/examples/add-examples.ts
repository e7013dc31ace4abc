import type { UploadLimits } from '../../schemas/upload.ts';
import { accountExamples } from './account-examples.ts';
import type { Examples } from './operation-example.ts';
import { photoExamples } from './photo-examples.ts';
import { key, month, photoId, token, uploadId } from './samples.ts';
import { uploadExamples } from './upload-examples.ts';

interface Media {
  example?: unknown;
}

interface Body {
  readonly content?: Readonly<Record<string, Media>>;
}

interface Operation {
  readonly operationId?: string;
  readonly parameters?: { readonly name: string; readonly required?: boolean; example?: unknown }[];
  readonly requestBody?: Body;
  readonly responses?: Readonly<Record<string, Body>>;
}

/** Of parameters that a request cannot do without, by name. */
const parameters: Readonly<Record<string, unknown>> = {
  photoId,
  token,
  key,
  uploadId,
  month,
  name: 'screen',
  file: 'thumbnail',
  shareId: 'fe5df2108df96fbb09b6983b355278f5',
  subscriptionId: '5b0a6a3e-2d0f-4a1c-9a0e',
};

const problem = {
  type: 'urn:proofsheet:problem:invalid-request',
  title: 'Invalid request',
  status: 400,
  errors: [{ field: 'body/size', message: 'must be an integer' }],
  requestId: 'd69fe6e6-55d0-46bc-b771-6341cb48cfd0',
};

/** Adds an example of every body, answer and required parameter to an OpenAPI document, and changes it in place. */
export function addExamples<T extends { readonly paths?: unknown; readonly components?: unknown }>(
  document: T,
  limits: UploadLimits,
): T {
  const examples: Examples = { ...uploadExamples(limits), ...photoExamples, ...accountExamples };
  const paths = Object.values((document.paths ?? {}) as Record<string, Record<string, Operation>>);
  for (const { operationId = '', ...operation } of paths.flatMap((path) => Object.values(path))) {
    const { body, answers = {} } = examples[operationId] ?? {};
    for (const parameter of operation.parameters ?? []) {
      if (parameter.required) parameter.example = parameters[parameter.name];
    }
    show(operation.requestBody, body);
    for (const [status, answer] of Object.entries(answers)) show(operation.responses?.[status], answer);
  }
  const { schemas } = (document.components ?? {}) as { schemas?: { Problem?: { examples?: unknown[] } } };
  if (schemas?.Problem) schemas.Problem.examples = [problem];
  return document;
}

function show(body: Body | undefined, example: unknown): void {
  if (example === undefined) return;
  for (const media of Object.values(body?.content ?? {})) media.example = example;
}
