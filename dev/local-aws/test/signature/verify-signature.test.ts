import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../src/signature/sha256.ts';
import { openTestAws, refusal } from '../open-test-aws.ts';

function callers(
  endpoint: string,
  region: string,
  credentials: { accessKeyId: string; secretAccessKey: string },
) {
  const common = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    s3: () => new S3Client({ ...common, forcePathStyle: true }).send(new ListBucketsCommand({})),
    sqs: () => new SQSClient(common).send(new ListQueuesCommand({})),
    sns: () => new SNSClient(common).send(new ListTopicsCommand({})),
    sts: () => new STSClient(common).send(new GetCallerIdentityCommand({})),
  };
}

test('every service takes a request signed with the right secret', async (t) => {
  const { aws } = await openTestAws(t);
  const call = callers(aws.url, aws.region, aws.credentials);
  await Promise.all([call.s3(), call.sqs(), call.sns()]);
  assert.equal((await call.sts()).Account, aws.accountId);
});

test('every service refuses a wrong secret', async (t) => {
  const { aws } = await openTestAws(t);
  const call = callers(aws.url, aws.region, { ...aws.credentials, secretAccessKey: 'wrong' });
  for (const one of Object.values(call)) await assert.rejects(one, refusal('SignatureDoesNotMatch', 403));
});

test('every service refuses an unknown access key', async (t) => {
  const { aws } = await openTestAws(t);
  const call = callers(aws.url, aws.region, { ...aws.credentials, accessKeyId: 'WRONG' });
  await assert.rejects(call.s3, refusal('InvalidAccessKeyId', 403));
  for (const one of [call.sqs, call.sns, call.sts]) {
    await assert.rejects(one, refusal('InvalidClientTokenId', 403));
  }
});

test('a signature for another region is refused', async (t) => {
  const { aws } = await openTestAws(t);
  const call = callers(aws.url, 'eu-west-1', aws.credentials);
  for (const one of [call.sqs, call.sns, call.sts]) {
    await assert.rejects(one, refusal('AuthorizationHeaderMalformed', 400));
  }
});

test('anonymous requests are refused', async (t) => {
  const { aws } = await openTestAws(t);
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/bucket/key'],
    ['PUT', '/bucket'],
    ['POST', '/'],
  ] as const) {
    const answer = await fetch(aws.url + path, { method });
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /<Code>AccessDenied<\/Code>/);
  }
});

test('a request is good for 15 minutes around its date', async (t) => {
  const { aws } = await openTestAws(t);
  const { host } = new URL(aws.url);
  const signer = new SignatureV4({
    credentials: aws.credentials,
    region: aws.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const call = async (minutes: number) => {
    const request = new HttpRequest({ method: 'GET', path: '/', headers: { host } });
    const signingDate = new Date(Date.now() + minutes * 60_000);
    const { headers } = await signer.sign(request, { signingDate });
    return fetch(aws.url, { headers });
  };
  assert.equal((await call(-14)).status, 200);
  assert.equal((await call(14)).status, 200);
  for (const minutes of [-16, 16]) {
    const answer = await call(minutes);
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /RequestTimeTooSkewed/);
  }
});

test('an x-amz- header that is not signed is refused', async (t) => {
  const { aws } = await openTestAws(t);
  const { host } = new URL(aws.url);
  const signer = new SignatureV4({
    credentials: aws.credentials,
    region: aws.region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { headers } = await signer.sign(new HttpRequest({ method: 'GET', path: '/', headers: { host } }));
  const answer = await fetch(aws.url, { headers: { ...headers, 'x-amz-meta-added': 'later' } });
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /headers present in the request which were not signed/);
});
