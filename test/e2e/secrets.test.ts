import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { startCollector } from '@proofsheet/harness/collector/start-collector';
import { readMetrics } from '@proofsheet/harness/read-metrics';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { startTokenIssuer } from '@proofsheet/harness/start-token-issuer';
import { until } from '@proofsheet/harness/until';

const audience = 'https://photos.example';
const linkKey = randomBytes(32).toString('base64');
const sessionToken = `session-${randomBytes(24).toString('base64url')}`;
const collectorKey = 'a-key-of-the-collector';
const wrongKey = 'ps_a-wrong-key-that-somebody-pasted';
const email = 'somebody-who-reads@example.org';

/** API responses that contain secrets for the caller. */
interface Answer {
  readonly photoId: string;
  readonly key: string;
  readonly uploadId: string;
  readonly url: string;
  readonly upload: { readonly url: string; readonly fields?: Readonly<Record<string, string>> };
}

test('no secret reaches a log, a metric, a trace or an error body', {
  timeout: 120_000,
}, async (t) => {
  const collector = await startCollector(t);
  const issuer = await startTokenIssuer(t);
  const system = await startSecretSystem(t, issuer.url, collector.endpoint);
  const { local, mails, readLogs } = system;
  const tokens = [issuer.createToken(audience, 'anna'), issuer.createToken('of another service', 'anna')];
  const mistakes: string[] = [];
  const secrets = new Map<string, string>([
    ['an API key', local.apiKey],
    ['another API key', local.otherApiKey],
    ['a wrong API key', wrongKey],
    ['the AWS secret', local.secretAccessKey],
    ['the AWS session token', sessionToken],
    ['the key of links', linkKey],
    ['the key of the collector', collectorKey],
    ['an access token', tokens[0] ?? ''],
    ['a wrong access token', tokens[1] ?? ''],
    ['a mail address', email],
  ]);

  const [sample = ''] = await samplePhotos();
  const photo = await sendPhoto(local, sample);
  const mail = await mails.waitFor(photo.photoId, 30_000);
  const token = mail?.link.split('/l/')[1] ?? '';
  assert.ok(token.length > 100);
  secrets.set('the token of a link', token);
  secrets.set('the signature of a link', signatureOf(mail?.location ?? ''));

  for (const [what, secret] of await askForUploads(system)) secrets.set(what, secret);
  await call(system, '/v1/subscriptions', { body: { email } });
  assert.equal((await call(system, '/v1/photos', { by: tokens[0] })).status, 200);
  mistakes.push(
    ...(await makeMistakes(system, { token, wrongToken: tokens[1] ?? '', photoId: photo.photoId })),
  );
  await sendNonsense(system, token);
  // The embedded AWS refuses this token in every call.
  await system.startService('worker', { AWS_SESSION_TOKEN: sessionToken });

  const metrics = await Promise.all(
    (['upload', 'worker', 'notifier'] as const).map(async (name) => (await readMetrics(system, name)).text),
  );
  const expected = ['reconciled', 'batch recorded', 'request', 'request failed', 'receive failed'];
  const logs = await until(`lines of ${expected}`, async () => {
    const text = await readLogs();
    return expected.every((line) => text.includes(`"msg":"${line}"`)) && text;
  });
  await collector.waitFor('the link', ({ name }) => name === 'GET /l/:token');
  const traces = JSON.stringify(collector.spans);
  const written = [logs, ...metrics, traces, ...mistakes].join('\n');
  assert.doesNotMatch(written, /X-Amz-(Signature|Security-Token)=/i);
  for (const [what, secret] of secrets) {
    assert.ok(secret.length >= 10, `${what} is known`);
    for (const form of [secret, encodeURIComponent(secret)]) {
      const at = written.indexOf(form);
      const line = written
        .slice(Math.max(0, at - 200), at)
        .split('\n')
        .at(-1);
      assert.equal(at, -1, `${what} is written behind ${line}`);
    }
  }
});

/** Makes every service log at every level. */
function startSecretSystem(t: TestContext, OIDC_ISSUER: string, collector: string): Promise<TestSystem> {
  const common = {
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_EXPORTER_OTLP_HEADERS: `x-key=${collectorKey}`,
    OTEL_BSP_SCHEDULE_DELAY: '50',
  };
  const LINK_KEYS = `one:${linkKey}`;
  const upload = { OIDC_ISSUER, OIDC_AUDIENCE: audience, LINK_KEYS };
  return startTestSystem(t, {
    env: { upload: { ...common, ...upload }, worker: common, notifier: { ...common, LINK_KEYS } },
  });
}

interface Call {
  readonly by?: string | undefined;
  readonly body?: object;
  readonly apiUrl?: string;
}

function call(
  { local }: TestSystem,
  path: string,
  { by, body, apiUrl = local.apiUrl }: Call,
): Promise<Response> {
  return fetch(apiUrl + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${by ?? local.apiKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    redirect: 'manual',
  });
}

/** Requests every kind of upload without sending one. Returns the signatures of the URLs. */
async function askForUploads(system: TestSystem): Promise<[string, string][]> {
  const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: 9 };
  const ask = async (path: string, body: object) =>
    (await (await call(system, path, { body })).json()) as Answer;
  const put = await ask('/v1/uploads', wanted);
  const post = await ask('/v1/uploads', { ...wanted, method: 'POST' });
  const { photoId, key, uploadId } = await ask('/v1/uploads/multipart', wanted);
  const part = await ask(`/v1/uploads/${photoId}/parts`, { key, uploadId, partNumber: 1, size: 9 });
  const fields = post.upload.fields ?? {};
  return [
    ['the signature of a PUT', signatureOf(put.upload.url)],
    ['the signature of a POST', fields['x-amz-signature'] ?? fields['X-Amz-Signature'] ?? ''],
    ['the policy of a POST', fields.policy ?? fields.Policy ?? ''],
    ['the signature of a part', signatureOf(part.url)],
  ];
}

function signatureOf(url: string): string {
  const signature = new URL(url).searchParams.get('X-Amz-Signature') ?? '';
  assert.match(signature, /^[0-9a-f]{64}$/);
  return signature;
}

/** Puts secrets where they do not belong, and calls an API whose bucket is missing. Returns the responses. */
async function makeMistakes(
  system: TestSystem,
  { token, wrongToken, photoId }: { token: string; wrongToken: string; photoId: string },
): Promise<string[]> {
  const { started } = await system.startService('upload', { PORT: '0', DERIVED_BUCKET: 'nowhere-at-all' });
  const apiUrl = `http://127.0.0.1:${started.port}`;
  const expected: [status: number, answer: Promise<Response>][] = [
    [401, call(system, `/v1/photos/${photoId}`, { by: wrongKey })],
    [401, call(system, `/v1/photos/${photoId}`, { by: wrongToken })],
    [404, call(system, `/l/${token}x`, {})],
    [404, call(system, `/v1/photos/${wrongKey}`, {})],
    [404, call(system, `/nowhere/${token}?key=${system.local.apiKey}`, {})],
    [400, call(system, `/v1/photos?cursor=${token}`, {})],
    [400, call(system, `/v1/photos/${photoId}?wait=${token}`, {})],
    [400, call(system, '/v1/uploads', { body: { filename: token, contentType: wrongKey, size: token } })],
    [400, call(system, '/v1/subscriptions', { body: { email: token } })],
    // A bucket that does not exist is a mistake in the settings, not an outage: retrying would not help.
    [500, call(system, '/v1/photos', { apiUrl })],
  ];
  return Promise.all(
    expected.map(async ([status, asked]) => {
      const answer = await asked;
      const text = await answer.text();
      assert.equal(answer.status, status, text);
      return JSON.stringify([...answer.headers]) + text;
    }),
  );
}

/** Messages that are nothing anybody knows, with a secret in them. */
async function sendNonsense(system: TestSystem, secret: string): Promise<void> {
  const { sqs, local } = system;
  for (const [service, QueueUrl] of [
    ['worker', local.originalsQueueUrl],
    ['notifier', local.thumbnailsQueueUrl],
  ] as const) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ secret }) }));
    await until(`${service} to see nonsense`, async () => {
      const { value } = await readMetrics(system, service);
      return value('proofsheet_messages_failed_total', { cause: 'unreadable' }) > 0;
    });
  }
}
