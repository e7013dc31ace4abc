import type { MessageAttribute } from '../sqs/create-queues.ts';
import { readMessageAttributes } from './read-form.ts';
import { invalidParameter } from './sns-errors.ts';

/** A published message, per protocol where the publisher says so. */
export interface Publication {
  readonly subject?: string;
  readonly textFor: (protocol: string) => string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

type Texts = Readonly<Record<string, string>> & { readonly default: string };

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
const MESSAGE_BYTES = 262_144;
const SUBJECT_CHARACTERS = 100;

/** @throws InvalidParameter (400): the subject's and the message's rules are those of AWS. */
export function readPublication(form: URLSearchParams): Publication {
  const message = form.get('Message') ?? '';
  const subject = form.get('Subject');
  if (message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(message) > MESSAGE_BYTES) throw invalidParameter('Message too long');
  if (subject !== null) checkSubject(subject);
  const texts: Texts = form.get('MessageStructure') === 'json' ? readTexts(message) : { default: message };
  return {
    ...(subject !== null && { subject }),
    textFor: (protocol) => texts[protocol] ?? texts.default,
    attributes: readMessageAttributes(form),
  };
}

function checkSubject(subject: string): void {
  const controls = /\p{Cc}|[\u2028\u2029]/u.test(subject);
  if (subject === '' || controls || subject.length >= SUBJECT_CHARACTERS) throw invalidParameter('Subject');
}

function readTexts(message: string): Texts {
  const parsed = parseObject(message);
  const texts = Object.fromEntries(Object.entries(parsed).filter(([, text]) => typeof text === 'string'));
  if (!texts.default) {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return { ...texts, default: texts.default };
}

function parseObject(message: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, string>;
  } catch {}
  throw invalidParameter('Message Structure - JSON message body failed to parse');
}
