/** Whether a message body was written by a service of this project (a check, a digest), as opposed to S3. */
export function isInternalMessage(body: string): boolean {
  return body.startsWith('{"proofsheet":');
}
