import type { FastifySchemaCompiler } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { listErrors } from './list-errors.ts';

/**
 * Compiles one part of a request's schema. Bodies are not coerced. In a URL everything is text, so integers are parsed;
 * nothing else is coerced: `wait=1.5` is an error, not 1.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  return (input: unknown) => {
    const value =
      httpPart === 'body' ? input : readIntegers(schema as TObject, input as Record<string, unknown>);
    return validator.Check(value)
      ? { value }
      : { error: listErrors(schema, value, (part) => validator.Errors(part)) };
  };
};

function readIntegers({ properties }: TObject, input: Record<string, unknown>): Record<string, unknown> {
  const read = Object.entries(input).map(([name, text]) => {
    const schema = properties[name] as { type?: string } | undefined;
    const isInteger = schema?.type === 'integer' && typeof text === 'string' && /^-?\d{1,15}$/.test(text);
    return [name, isInteger ? Number(text) : text];
  });
  return Object.fromEntries(read);
}
