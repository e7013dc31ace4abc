/**
 * Creates the body of a message that requests another check of an object: `parseNotification` reads it. With `isNew` the
 * photo is handled like a new one, which costs less. The key is percent-encoded, because SQS refuses characters that a key
 * may contain, such as U+FFFE and U+FFFF:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function checkMessage(bucket: string, key: string, { isNew = false } = {}): string {
  // Workers of version 0.1 read the key without decoding. During an upgrade or rollback both versions receive checks.
  const former = /^[ -\uD7FF\uE000-\uFFFD]*$/.test(key) ? { key } : {};
  const message = { proofsheet: 'check', bucket, encodedKey: encodeURIComponent(key), ...former };
  return JSON.stringify(isNew ? { ...message, isNew } : message);
}
