import assert from 'node:assert/strict';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createSigners } from '@proofsheet/upload/signers';
import type { Check, Context } from '../check.ts';
import { refusal } from '../refusal.ts';

const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const api = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

/** The signers of the API, for one bucket. */
const signersOf = ({ s3, bucket, endpoint }: Context) =>
  createSigners(s3, {
    ORIGINALS_BUCKET: bucket,
    THUMBNAILS_BUCKET: bucket,
    DERIVED_BUCKET: bucket,
    AWS_ENDPOINT_URL: endpoint,
    S3_PUBLIC_ENDPOINT: undefined,
  });

async function presign(context: Context, key: string, expiresIn = 60): Promise<string> {
  const { presignOriginal } = await signersOf(context);
  const headers = { 'content-length': '3', 'if-none-match': '*' };
  const request = { method: 'PUT', key, headers, query: {}, signedAt: new Date(), expiresIn } as const;
  return (await presignOriginal(request)).url;
}

const send = async (url: string, body: string, headers: Record<string, string> = { 'if-none-match': '*' }) =>
  (await fetch(url, { method: 'PUT', body, headers })).status;

async function startUpload({ s3, bucket }: Context, Key: string): Promise<string> {
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
  return UploadId;
}

async function sendPart(
  { s3, bucket }: Context,
  Key: string,
  UploadId: string,
  size: number,
  PartNumber = 1,
) {
  const Body = Buffer.alloc(size, PartNumber);
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber, Body }));
  return { ETag, PartNumber };
}

/** Presigned URLs, forms, and uploads in parts. */
export const s3Uploads: readonly Check[] = [
  {
    what: 'a presigned PUT stores once, what was signed and nothing else',
    source: `${guide}/PresignedUrlUploadObject.html`,
    async run(context) {
      const url = await presign(context, 'presigned');
      assert.equal(await send(url, 'long'), 403, 'another length');
      assert.equal(await send(url.replace('presigned?', 'elsewhere?'), 'one'), 403, 'another key');
      assert.equal(await send(url, 'one', {}), 403, 'a signed header left out');
      assert.equal(await send(url, 'one'), 200);
      assert.equal(await send(url, 'one'), 412, 'a second time');
    },
  },
  {
    what: 'a presigned URL that has expired is refused (403)',
    source: `${guide}/using-presigned-url.html`,
    async run(context) {
      const url = await presign(context, 'expired', 1);
      await new Promise((resolve) => setTimeout(resolve, 2_100));
      assert.equal(await send(url, 'one'), 403);
    },
  },
  {
    what: 'a form stores what its policy allows and refuses more bytes',
    source: `${api}/sigv4-HTTPPOSTConstructPolicy.html`,
    async run(context) {
      const { signOriginalPolicy } = await signersOf(context);
      const fields = { key: 'form', 'content-type': 'image/jpeg' };
      const form = await signOriginalPolicy({ fields, size: 3, signedAt: new Date(), expiresIn: 60 });
      const post = async (body: string) => {
        const data = new FormData();
        for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
        data.set('file', new Blob([body]));
        return (await fetch(form.url, { method: 'POST', body: data })).status;
      };
      assert.equal(await post('more'), 400);
      assert.equal(await post('one'), 204);
    },
  },
  {
    what: 'parts are listed, and become an object whose ETag ends with their number',
    source: `${guide}/mpuoverview.html`,
    async run(context) {
      const { s3, bucket } = context;
      const UploadId = await startUpload(context, 'parts');
      const upload = { Bucket: bucket, Key: 'parts', UploadId };
      const Parts = [
        await sendPart(context, 'parts', UploadId, 5 * 1024 ** 2),
        await sendPart(context, 'parts', UploadId, 3, 2),
      ];
      const listed = await s3.send(new ListPartsCommand(upload));
      assert.deepEqual(
        listed.Parts?.map(({ Size }) => Size),
        [5 * 1024 ** 2, 3],
      );
      await s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
      const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'parts' }));
      assert.match(head.ETag ?? '', /-2"$/);
    },
  },
  {
    what: 'an upload in parts that demands an absent object is refused (412) if there is one',
    source: `${guide}/conditional-writes.html`,
    async run(context) {
      const { s3, bucket } = context;
      const UploadId = await startUpload(context, 'parts-once');
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'parts-once', Body: 'one' }));
      const Parts = [await sendPart(context, 'parts-once', UploadId, 3)];
      const complete = new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: 'parts-once',
        UploadId,
        IfNoneMatch: '*',
        MultipartUpload: { Parts },
      });
      assert.equal(await refusal(s3.send(complete)), '412 PreconditionFailed');
    },
  },
  {
    what: 'a part below 5 MiB that is not the last is refused',
    source: `${guide}/qfacts.html`,
    async run(context) {
      const { s3, bucket } = context;
      const UploadId = await startUpload(context, 'small-parts');
      const Parts = [
        await sendPart(context, 'small-parts', UploadId, 3),
        await sendPart(context, 'small-parts', UploadId, 3, 2),
      ];
      const complete = new CompleteMultipartUploadCommand({
        Bucket: bucket,
        Key: 'small-parts',
        UploadId,
        MultipartUpload: { Parts },
      });
      assert.equal(await refusal(s3.send(complete)), '400 EntityTooSmall');
    },
  },
];
