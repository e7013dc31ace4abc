import { createS3ObjectStore } from '../src/index.ts';
import { testObjectStore } from './store-suite.ts';

testObjectStore((s3, _, bucket) => createS3ObjectStore(s3, bucket));
