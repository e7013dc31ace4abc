import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApi } from './start-api.ts';

test('the cause of a 5xx is logged, whether the request had a body or not', async (t) => {
  const api = await startApi({ env: { TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:proofsheet' } });
  t.after(() => api.close());
  await api.aws.close();
  const upload = { filename: 'a.jpg', contentType: 'image/jpeg', size: 5 };
  for (const [path, body] of [
    ['/v1/photos', undefined],
    ['/v1/uploads/multipart', upload],
    ['/v1/subscriptions', { email: 'anna@example.org' }],
  ] as const) {
    const { status, json } = await api.call(path, { body });
    assert.equal(status, 503, path);
    const line = api.log.find((text) => text.includes(json.requestId) && text.includes('request failed'));
    assert.match(line ?? '', /ECONNREFUSED/, path);
  }
});
