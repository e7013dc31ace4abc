/** An event of an object: a hint to read the object, never a command. */
export interface BucketEvent {
  readonly bucket: string;
  /** The decoded object key. */
  readonly key: string;
  /** Time of the event, if the notification contains it. */
  readonly time: Date | undefined;
  /** ETag of the written object, without quotes; undefined for a removal. */
  readonly etag: string | undefined;
}

/** A parsed message body. */
export type Notification =
  | { readonly kind: 'events'; readonly events: readonly BucketEvent[] }
  /** S3 sends one when notifications are configured. */
  | { readonly kind: 'test' }
  /** A check, see `checkMessage`. */
  | { readonly kind: 'check'; readonly bucket: string; readonly key: string; readonly isNew?: true }
  | { readonly kind: 'unreadable'; readonly why: string };

type Json = Readonly<Record<string, unknown>>;

/**
 * Parses a message from S3, one wrapped by SNS, one from EventBridge, or a check. Never throws.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function parseNotification(body: string): Notification {
  const json = parseObject(body);
  if (!json) return unreadable('not a JSON object');
  if (json.proofsheet === 'check') return parseCheck(json);
  if (json.Type === 'Notification' && typeof json.Message === 'string') return parseWrapped(json.Message);
  return parsePlain(json);
}

function parseWrapped(message: string): Notification {
  const json = parseObject(message);
  return json ? parsePlain(json) : unreadable('an SNS message without a notification in it');
}

function parsePlain(json: Json): Notification {
  if (json.Event === 's3:TestEvent') return { kind: 'test' };
  if (Array.isArray(json.Records)) return collect(json.Records.map(parseRecord));
  if (json.source === 'aws.s3' && isObject(json.detail))
    return collect([parseEventBridge(json, json.detail)]);
  return unreadable('no notification of a bucket');
}

function collect(events: (BucketEvent | undefined)[]): Notification {
  const known = events.filter((event) => event !== undefined);
  if (known.length < events.length || known.length === 0)
    return unreadable('a record that names no bucket and key');
  return { kind: 'events', events: known };
}

function parseRecord(record: unknown): BucketEvent | undefined {
  if (!isObject(record) || !isObject(record.s3)) return undefined;
  const { bucket, object } = record.s3;
  if (!isObject(bucket) || !isObject(object)) return undefined;
  const key = typeof object.key === 'string' ? decodeKey(object.key) : undefined;
  return toEvent(bucket.name, key, record.eventTime, object.eTag);
}

/** EventBridge does not encode the key. */
function parseEventBridge(envelope: Json, { bucket, object }: Json): BucketEvent | undefined {
  if (!isObject(bucket) || !isObject(object)) return undefined;
  return toEvent(bucket.name, object.key, envelope.time, object.etag);
}

/** Checks of earlier versions contain the key without encoding. */
function parseCheck({ bucket, encodedKey, key, isNew }: Json): Notification {
  const decoded = typeof encodedKey === 'string' ? decodeUri(encodedKey) : key;
  const event = toEvent(bucket, decoded, undefined, undefined);
  return event
    ? { kind: 'check', bucket: event.bucket, key: event.key, ...(isNew === true && { isNew }) }
    : unreadable('a check without a key');
}

function toEvent(bucket: unknown, key: unknown, time: unknown, etag: unknown): BucketEvent | undefined {
  if (typeof bucket !== 'string' || typeof key !== 'string' || bucket === '' || key === '') return undefined;
  const date = typeof time === 'string' ? new Date(time) : undefined;
  return {
    bucket,
    key,
    time: date && !Number.isNaN(date.getTime()) ? date : undefined,
    etag: typeof etag === 'string' && etag !== '' ? etag : undefined,
  };
}

function decodeKey(encoded: string): string | undefined {
  return decodeUri(encoded.replaceAll('+', ' '));
}

function decodeUri(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(why: string): Notification {
  return { kind: 'unreadable', why };
}
