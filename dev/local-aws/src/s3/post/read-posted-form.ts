import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { AwsError } from '../../aws-error.ts';

/** A form up to its file; the file is still coming. */
export interface PostedForm {
  /** Names in lower case; the variable for the file's name in the key is replaced. */
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Readable;
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
const FIELD_BYTES = 20_480;

/**
 * Reads a form until its field `file` begins; like S3, ignores fields after it.
 * @throws MalformedPOSTRequest or InvalidArgument (400).
 */
export async function readPostedForm(request: IncomingMessage): Promise<PostedForm> {
  const type = request.headers['content-type'] ?? '';
  const fields: Record<string, string> = {};
  const busboy = openBusboy(type, request);
  busboy.on('field', (name, value) => {
    fields[name.toLowerCase()] = value;
  });
  const begun = once(busboy, 'file') as Promise<[string, Readable, string | undefined]>;
  const ended = pipeline(request, busboy);
  const [, file, fileName] =
    (await Promise.race([begun.catch(malformed), ended.then(noFile, malformed)])) ?? [];
  if (!file) throw malformed();
  // A broken connection must also end the stream of the file.
  ended.catch((error: Error) => file.destroy(error));
  const key = (fields.key ?? '').replace(/\$\{filename\}/g, () => fileName ?? '');
  return { fields: { ...fields, ...('key' in fields && { key }) }, file };
}

function openBusboy(type: string, request: IncomingMessage) {
  try {
    return Busboy({
      headers: { ...request.headers, 'content-type': type },
      isPartAFile: (name) => name?.toLowerCase() === 'file',
      limits: { fieldSize: FIELD_BYTES, files: 1, fields: 100 },
    });
  } catch {
    throw malformed();
  }
}

function noFile(): never {
  throw new AwsError('InvalidArgument', 400, 'POST requires exactly one file upload per request.');
}

function malformed(): never {
  const message = 'The body of your POST request is not well-formed multipart/form-data.';
  throw new AwsError('MalformedPOSTRequest', 400, message);
}
