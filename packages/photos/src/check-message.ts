/**
 * The body of a message that asks to check an object once more: `parseNotification` reads it. The key is
 * percent-encoded, because SQS refuses characters that a key may have, such as U+FFFE and U+FFFF:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function checkMessage(bucket: string, key: string): string {
  return JSON.stringify({ proofsheet: 'check', bucket, encodedKey: encodeURIComponent(key) });
}
