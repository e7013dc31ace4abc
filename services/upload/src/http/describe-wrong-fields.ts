import type { FastifySchemaValidationError } from 'fastify';
import type { WrongField } from './problem.ts';

/** Wrong fields listed in one answer. */
const maxFields = 8;

/** Describes the schema errors in a `part` of the request for people who do not know JSON Schema. */
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
  // How TypeBox reports each unknown field where additionalProperties is false.
  if (keyword === 'boolean') return 'unknown field';
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    return `must be one of ${params.allowedValues.join(', ')}`;
  }
  return message;
}
