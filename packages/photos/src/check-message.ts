/**
 * The body of a message that asks to check an object once more: `parseNotification` reads it. With
 * `isNew` nothing is known of the photo yet: it is handled like a new one, which costs less. The key is
 * percent-encoded, because SQS refuses characters that a key may have, such as U+FFFE and U+FFFF:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function checkMessage(bucket: string, key: string, { isNew = false } = {}): string {
  // Workers of version 0.1 read the key as it is: during an upgrade or rollback both versions receive checks.
  const former = /^[ -\uD7FF\uE000-\uFFFD]*$/.test(key) ? { key } : {};
  const message = { proofsheet: 'check', bucket, encodedKey: encodeURIComponent(key), ...former };
  return JSON.stringify(isNew ? { ...message, isNew } : message);
}
