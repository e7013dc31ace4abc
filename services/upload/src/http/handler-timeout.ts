/**
 * Timeout of handlers that call AWS, in milliseconds: longer than the longest `wait` and the read that ends it. Calls have
 * shorter deadlines of their own. Only for routes that call AWS: for others the timer costs more than the handler.
 */
export const handlerTimeout = 30_000;
