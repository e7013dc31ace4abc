import type { MessageAttribute } from '../sqs/create-queues.ts';
import { invalidParameter } from './sns-errors.ts';

/** @throws InvalidParameter (400) if it is missing or empty. */
export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw invalidParameter(`${name} Reason: no value for required parameter`);
  return value;
}

/** Reads `Attributes.entry.1.key` and `Attributes.entry.1.value`, and so on. */
export function readAttributes(form: URLSearchParams): Record<string, string> {
  const entries = numbers(form, /^Attributes\.entry\.(\d+)\.key$/).map((number) => {
    const name = `Attributes.entry.${number}`;
    return [form.get(`${name}.key`) ?? '', form.get(`${name}.value`) ?? ''] as const;
  });
  return Object.fromEntries(entries);
}

/** Reads `MessageAttributes.entry.1.Name`, `….Value.DataType` and so on. */
export function readMessageAttributes(form: URLSearchParams): Record<string, MessageAttribute> {
  const entries = numbers(form, /^MessageAttributes\.entry\.(\d+)\.Name$/).map((number) => {
    const name = `MessageAttributes.entry.${number}`;
    const text = form.get(`${name}.Value.StringValue`);
    const bytes = form.get(`${name}.Value.BinaryValue`);
    const attribute = {
      DataType: required(form, `${name}.Value.DataType`),
      ...(text !== null && { StringValue: text }),
      ...(bytes !== null && { BinaryValue: bytes }),
    };
    return [form.get(`${name}.Name`) ?? '', attribute] as const;
  });
  return Object.fromEntries(entries);
}

function numbers(form: URLSearchParams, pattern: RegExp): string[] {
  return [...form.keys()].flatMap((key) => pattern.exec(key)?.[1] ?? []);
}
