import { createHash, randomBytes } from 'node:crypto';

/** Settings that the service starts with, without any of AWS: `a-key` is the API key of anna. */
export const apiSettings = {
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: 'id',
  AWS_SECRET_ACCESS_KEY: 'secret',
  HOST: '127.0.0.1',
  PORT: '0',
  OPS_HOST: '127.0.0.1',
  OPS_PORT: '0',
  ORIGINALS_BUCKET: 'originals',
  THUMBNAILS_BUCKET: 'thumbnails',
  DERIVED_BUCKET: 'derived',
  S3_PUBLIC_ENDPOINT: 'https://s3.photos.example',
  API_KEYS: `anna:${createHash('sha256').update('a-key').digest('hex')}`,
  LINK_KEYS: `test:${randomBytes(32).toString('base64')}`,
};
