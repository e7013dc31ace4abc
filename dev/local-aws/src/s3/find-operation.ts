import { encryption, lifecycle, publicAccessBlock } from './bucket/bucket-documents.ts';
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  headBucket,
  listBuckets,
} from './bucket/bucket-operations.ts';
import { getAcl, getBucketTagging, getObjectTagging, getVersioning } from './bucket/fixed-answers.ts';
import { listObjectVersions } from './bucket/list-object-versions.ts';
import { listObjects } from './bucket/list-objects.ts';
import { answerPreflight } from './cors/answer-cors.ts';
import { deleteCors, getCors, putCors } from './cors/cors-configuration.ts';
import { completeUpload } from './multipart/complete-upload.ts';
import { abortUpload, listParts, listUploads } from './multipart/manage-upload.ts';
import { startUpload } from './multipart/start-upload.ts';
import { copyPart, uploadPart } from './multipart/upload-part.ts';
import { getNotifications, putNotifications } from './notifications/notification-configuration.ts';
import { copyObject } from './object/copy-object.ts';
import { deleteObject } from './object/delete-object.ts';
import { deleteObjects } from './object/delete-objects.ts';
import { getObject, headObject } from './object/get-object.ts';
import { putObject } from './object/put-object.ts';
import { notImplemented } from './s3-errors.ts';
import type { S3Exchange } from './s3-exchange.ts';
import type { S3Operation } from './s3-services.ts';

const SERVICE: Readonly<Record<string, S3Operation>> = { GET: listBuckets };

/** By method, then by the query parameter that selects a part of the bucket. */
const BUCKET: Readonly<Record<string, S3Operation>> = {
  PUT: createBucket,
  'PUT notification': putNotifications,
  'PUT cors': putCors,
  'PUT lifecycle': lifecycle.put,
  'PUT publicAccessBlock': publicAccessBlock.put,
  'PUT encryption': encryption.put,
  HEAD: headBucket,
  GET: listObjects,
  'GET notification': getNotifications,
  'GET cors': getCors,
  'GET lifecycle': lifecycle.get,
  'GET publicAccessBlock': publicAccessBlock.get,
  'GET encryption': encryption.get,
  'GET location': getBucketLocation,
  'GET acl': getAcl,
  'GET tagging': getBucketTagging,
  'GET versioning': getVersioning,
  'GET versions': listObjectVersions,
  'GET uploads': listUploads,
  'POST delete': deleteObjects,
  DELETE: deleteBucket,
  'DELETE cors': deleteCors,
  'DELETE lifecycle': lifecycle.remove,
  'DELETE publicAccessBlock': publicAccessBlock.remove,
  'DELETE encryption': encryption.remove,
};

const OBJECT: Readonly<Record<string, S3Operation>> = {
  PUT: putObject,
  'PUT uploadId': uploadPart,
  HEAD: headObject,
  GET: getObject,
  'GET uploadId': listParts,
  'GET acl': getAcl,
  'GET tagging': getObjectTagging,
  'POST uploads': startUpload,
  'POST uploadId': completeUpload,
  DELETE: deleteObject,
  'DELETE uploadId': abortUpload,
};

/** Operations of a PUT with a copy source. */
const COPIES: ReadonlyMap<S3Operation, S3Operation> = new Map([
  [putObject, copyObject],
  [uploadPart, copyPart],
]);

const SELECTORS = [
  ...[
    'notification',
    'cors',
    'location',
    'uploads',
    'uploadId',
    'delete',
    'acl',
    'tagging',
    'versioning',
    'versions',
  ],
  ...[
    'policy',
    'lifecycle',
    'encryption',
    'website',
    'logging',
    'replication',
    'attributes',
    'retention',
    'torrent',
  ],
  ...[
    'legal-hold',
    'object-lock',
    'select',
    'restore',
    'publicAccessBlock',
    'ownershipControls',
    'versionId',
  ],
  ...[
    'accelerate',
    'requestPayment',
    'analytics',
    'inventory',
    'metrics',
    'intelligent-tiering',
    'policyStatus',
  ],
];

/** The operation of a request. @throws NotImplemented (501). */
export function findOperation({ method, bucketName, key, query, request }: S3Exchange): S3Operation {
  // A preflight: its query may be that of any operation.
  if (method === 'OPTIONS') return answerPreflight;
  const table = bucketName === '' ? SERVICE : key === '' ? BUCKET : OBJECT;
  const selector = SELECTORS.find((name) => query.has(name) && !isOnlyVersion(name, query));
  const name = selector === undefined ? method : `${method} ${selector}`;
  const operation = table[name];
  if (!operation) throw notImplemented(name);
  return request.headers['x-amz-copy-source'] === undefined
    ? operation
    : (COPIES.get(operation) ?? operation);
}

/** Objects here have one version, which S3 names `null` in buckets without versioning. */
function isOnlyVersion(selector: string, query: URLSearchParams): boolean {
  return selector === 'versionId' && query.get(selector) === 'null';
}
