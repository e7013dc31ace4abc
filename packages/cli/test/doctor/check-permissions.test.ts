import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { createS3Client } from '@proofsheet/object-store';
import { createSqsClient, createSqsPort } from '@proofsheet/queue';
import { checkPermissions, servicesWithPermissions } from '../../src/doctor/check-permissions.ts';
import { runWith, setUp } from '../set-up.ts';

const { signal } = new AbortController();

for (const service of servicesWithPermissions) {
  test(`${service}: calls that change nothing, and each that is denied is named`, async (t) => {
    const { env, send, topicArn, sqs: operator } = await setUp(t);
    const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY };
    const options = { endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION, credentials };
    const s3 = createS3Client({ ...options, forcePathStyle: true });
    const sqs = createSqsClient(options);
    const sns = new SNSClient(options);
    t.after(() => [s3, sqs, sns].map((client) => client.destroy()));
    const context = { settings: { ...env, TOPIC_ARN: topicArn }, s3, sqs, sns, signal };
    await send('x', env.ORIGINALS_QUEUE_URL);

    assert.deepEqual(await checkPermissions(context, service), []);
    for (const Bucket of [env.ORIGINALS_BUCKET, env.THUMBNAILS_BUCKET, env.DERIVED_BUCKET])
      assert.equal((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount, 0);
    const port = createSqsPort(operator, env.ORIGINALS_QUEUE_URL);
    const received = await port.receive({ max: 10, waitSeconds: 0, visibilitySeconds: 0 });
    const own = received.filter(({ message }) => !message.body.includes('s3:TestEvent'));
    assert.deepEqual(
      own.map(({ message }) => [message.body, message.receiveCount]),
      [['x', 1]],
    );

    s3.middlewareStack.add(() => deny, { step: 'initialize' });
    sqs.middlewareStack.add(() => deny, { step: 'initialize' });
    sns.middlewareStack.add(() => deny, { step: 'initialize' });
    async function deny(): Promise<never> {
      throw Object.assign(new Error('denied'), { name: 'AccessDenied' });
    }
    const problems = await checkPermissions(context, service);
    const actions = problems.map(({ what }) => what.split(' ')[0]);
    assert.ok(
      actions.includes('s3:GetObject') &&
        actions.includes('s3:PutObject') &&
        actions.includes('s3:DeleteObject'),
    );
    assert.ok(actions.includes('sqs:SendMessage'));
    if (service !== 'upload')
      assert.ok(actions.includes('sqs:ReceiveMessage') && actions.includes('sqs:DeleteMessage'));
    if (service === 'notifier') assert.ok(actions.includes('sns:Publish'));
  });
}

test('doctor --service needs the settings of that service only', async (t) => {
  const { env } = await setUp(t);
  const { THUMBNAILS_QUEUE_URL: _, THUMBNAILS_DEAD_LETTER_QUEUE_URL: __, ...own } = env;
  const { out, code } = await runWith(own, 'doctor', '--service', 'worker');
  assert.deepEqual([code, out], [0, 'nothing is wrong\n']);
});
