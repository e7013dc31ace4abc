export { createS3Client } from './create-s3-client.ts';
export {
  type Expected,
  type ListedObject,
  type ListOptions,
  type ObjectHead,
  type ObjectStore,
  ObjectTooLarge,
  type PutOptions,
  type StoredObject,
} from './object-store.ts';
export { createS3ObjectStore } from './s3-object-store.ts';
