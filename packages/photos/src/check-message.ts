/**
 * The body of a message that asks to check an object once more: `parseNotification` reads it. With
 * `isNew` nothing is known of the photo yet: it is handled like a new one, which costs less. The key is
 * percent-encoded, because SQS refuses characters that a key may have, such as U+FFFE and U+FFFF:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function checkMessage(bucket: string, key: string, { isNew = false } = {}): string {
  const message = { proofsheet: 'check', bucket, encodedKey: encodeURIComponent(key) };
  return JSON.stringify(isNew ? { ...message, isNew } : message);
}
