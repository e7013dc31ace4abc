import assert from 'node:assert/strict';

/** Status and code with which a call is refused. @throws AssertionError when it is accepted. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: { name: string; $metadata?: { httpStatusCode?: number } }) => reason,
  );
  assert.ok(error, 'it was accepted');
  return `${error.$metadata?.httpStatusCode ?? ''} ${error.name}`.trim();
}
