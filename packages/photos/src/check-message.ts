/** The body of a message of ours that asks for one more look at an object: it is read by `parseNotification`. */
export function checkMessage(bucket: string, key: string): string {
  return JSON.stringify({ proofsheet: 'check', bucket, key });
}
