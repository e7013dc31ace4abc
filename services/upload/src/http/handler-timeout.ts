/**
 * Longest time for an answer that needs S3, in milliseconds: longer than the longest `wait` and the look that ends it.
 * Only for routes that need S3, since it costs others more than they do themselves.
 */
export const handlerTimeout = 30_000;
