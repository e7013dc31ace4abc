/**
 * Limits the duration of a call: rejects with a `TimeoutError` after `maxMs`, or with the reason of `outer` when it is
 * aborted, even if the call itself never settles. (While the SDK loads credentials, for example, it ignores its signal.)
 */
export async function callWithin<T>(
  maxMs: number,
  outer: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const aborter = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    aborter.abort(reason);
    ended.reject(reason);
  };
  const late = () => new DOMException(`no answer within ${maxMs} ms`, 'TimeoutError');
  const timer = setTimeout(() => end(late()), maxMs);
  const endWithOuter = () => end(outer.reason);
  outer.addEventListener('abort', endWithOuter, { once: true });
  try {
    return await Promise.race([call(aborter.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', endWithOuter);
  }
}
