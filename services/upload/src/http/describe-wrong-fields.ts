import type { FastifySchemaValidationError } from 'fastify';
import type { WrongField } from './problem.ts';

/** As many as help; a client that sends a thousand wrong fields learns no more from a thousand lines. */
const maxFields = 20;

/** What a schema found wrong in a `part` of the request, in words that need no knowledge of JSON Schema. */
export function describeWrongFields(
  part: string,
  errors: readonly FastifySchemaValidationError[],
): WrongField[] {
  return errors
    .filter(({ keyword }) => keyword !== 'additionalProperties')
    .slice(0, maxFields)
    .map((error) => ({ field: `${part}${error.instancePath}`, message: describe(error) }));
}

function describe({ keyword, params, message = 'is wrong' }: FastifySchemaValidationError): string {
  // How the check of additionalProperties reports each field that has no schema.
  if (keyword === 'boolean') return 'is not known here';
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `must be one of ${params.allowedValues.join(', ')}`;
  }
  return message;
}
