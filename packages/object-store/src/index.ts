export { resolveBucketUrl, type SignerOptions } from './bucket-url.ts';
export { type CallLimits, defaultCallLimits } from './call-limits.ts';
export { compareKeys } from './compare-keys.ts';
export { createS3Client } from './create-s3-client.ts';
export { type BufferPool, createBufferPool } from './direct/buffer-pool.ts';
export { type Connections, createConnections } from './direct/connections.ts';
export { createDirectObjectStore } from './direct/create-direct-object-store.ts';
export { encodeKey, encodeUri } from './encode-key.ts';
export {
  type Expected,
  type ListedObject,
  type ListOptions,
  type ObjectHead,
  type ObjectStore,
  ObjectTooLargeError,
  type PutOptions,
  type StoredObject,
} from './object-store.ts';
export { observeStore, type StoreCall } from './observe-store.ts';
export { createS3ObjectStore } from './s3-object-store.ts';
