import assert from 'node:assert/strict';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Check, Context } from '../check.ts';
import { refusal } from '../refusal.ts';

const api = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

const put = ({ s3, bucket }: Context, Key: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'one', ...more }));
const remove = ({ s3, bucket }: Context, Key: string, more: object = {}) =>
  s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, ...more }));

/** Objects, their conditions and their listings. */
export const s3Objects: readonly Check[] = [
  {
    what: 'PUT with If-None-Match: * is refused (412) once there is an object',
    source: `${guide}/conditional-writes.html`,
    async run(context) {
      await put(context, 'none-match', { IfNoneMatch: '*' });
      assert.equal(await refusal(put(context, 'none-match', { IfNoneMatch: '*' })), '412 PreconditionFailed');
    },
  },
  {
    what: 'of ten PUTs at once with If-None-Match: * one wins',
    source: `${guide}/conditional-writes.html`,
    async run(context) {
      const puts = Array.from({ length: 10 }, () => put(context, 'race', { IfNoneMatch: '*' }));
      const ends = await Promise.allSettled(puts);
      assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
    },
  },
  {
    what: 'PUT with If-Match takes the ETag that is there, and refuses (412) another',
    source: `${guide}/conditional-writes.html`,
    async run(context) {
      const { ETag } = await put(context, 'match');
      await put(context, 'match', { IfMatch: ETag, Body: 'two' });
      assert.equal(await refusal(put(context, 'match', { IfMatch: ETag })), '412 PreconditionFailed');
    },
  },
  {
    what: 'PUT with If-Match of an absent object is 404',
    source: `${guide}/conditional-writes.html`,
    async run(context) {
      assert.equal(await refusal(put(context, 'match-absent', { IfMatch: '"0"' })), '404 NoSuchKey');
    },
  },
  {
    what: 'DELETE with If-Match refuses (412) another ETag and takes the right one',
    source: `${guide}/conditional-deletes.html`,
    async run(context) {
      const { ETag } = await put(context, 'delete-match');
      const wrong = `"${'0'.repeat(32)}"`;
      assert.equal(
        await refusal(remove(context, 'delete-match', { IfMatch: wrong })),
        '412 PreconditionFailed',
      );
      await remove(context, 'delete-match', { IfMatch: ETag });
    },
  },
  {
    what: 'DELETE of an absent object is no error',
    source: `${api}/API_DeleteObject.html`,
    async run(context) {
      await remove(context, 'absent');
    },
  },
  {
    what: 'GET and HEAD of an absent object are 404',
    source: `${api}/API_GetObject.html`,
    async run({ s3, bucket }) {
      const of = { Bucket: bucket, Key: 'absent' };
      assert.equal(await refusal(s3.send(new GetObjectCommand(of))), '404 NoSuchKey');
      assert.match(await refusal(s3.send(new HeadObjectCommand(of))), /^404/);
    },
  },
  {
    what: 'metadata, Cache-Control and Content-Type come back as they were sent',
    source: `${guide}/UsingMetadata.html`,
    async run(context) {
      const sent = { Metadata: { 'source-etag': '"a"' }, CacheControl: 'private', ContentType: 'image/jpeg' };
      await put(context, 'metadata', sent);
      const { s3, bucket } = context;
      const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'metadata' }));
      const { Metadata, CacheControl, ContentType } = head;
      assert.deepEqual({ Metadata, CacheControl, ContentType }, sent);
    },
  },
  {
    what: 'a listing is in the order of the UTF-8 bytes, goes on behind a key, and folds at a delimiter',
    source: `${api}/API_ListObjectsV2.html`,
    async run(context) {
      for (const key of ['z', 'a/1', '~', '\u{1f4f7}', '\uff21', 'a/2', 'é'])
        await put(context, `list/${key}`);
      const { s3, bucket } = context;
      const list = async (more: object) => {
        const found = await s3.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: 'list/', Delimiter: '/', ...more }),
        );
        const keys = found.Contents?.map(({ Key = '' }) => Key.slice(5));
        return [keys, found.CommonPrefixes?.map(({ Prefix = '' }) => Prefix.slice(5))];
      };
      assert.deepEqual(await list({}), [['z', '~', 'é', '\uff21', '\u{1f4f7}'], ['a/']]);
      assert.deepEqual(await list({ StartAfter: 'list/~' }), [['é', '\uff21', '\u{1f4f7}'], undefined]);
    },
  },
  {
    what: 'a key has up to 1,024 bytes of any characters; more are refused',
    source: `${guide}/object-keys.html`,
    async run(context) {
      const odd = '../ + % # ? "\' 한글/'.padEnd(1016, 'x');
      await put(context, odd);
      const { s3, bucket } = context;
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: odd }));
      assert.match(await refusal(put(context, 'x'.repeat(1025))), /^400/);
    },
  },
  {
    what: 'bytes that do not have the SHA-256 that was sent are refused',
    source: `${guide}/checking-object-integrity.html`,
    async run(context) {
      const ChecksumSHA256 = Buffer.alloc(32).toString('base64');
      assert.match(await refusal(put(context, 'checksum', { ChecksumSHA256 })), /^400/);
    },
  },
  {
    what: 'a request signed with another secret is refused (403)',
    source: `${api}/ErrorResponses.html`,
    async run({ stranger, bucket }) {
      const asked = stranger.send(new ListObjectsV2Command({ Bucket: bucket }));
      assert.match(await refusal(asked), /^403/);
    },
  },
];
