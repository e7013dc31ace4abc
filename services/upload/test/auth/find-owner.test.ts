import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApi } from '../start-api.ts';
import { audience, startIssuer } from '../start-issuer.ts';

test('API keys and access tokens are good side by side, and see their own photos only', async (t) => {
  const provider = await startIssuer();
  t.after(() => provider.close());
  const api = await startApi({ env: { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: audience } });
  t.after(() => api.close());
  await api.upload('a.jpg');
  const byToken = await api.call('/v1/photos', { by: { key: await provider.getToken('anna') } });
  assert.deepEqual([byToken.status, byToken.json], [200, { photos: [] }]);
  assert.equal((await api.call('/v1/photos')).json.photos.length, 1);
  const refused = await api.call('/v1/photos', { by: { key: await provider.signToken({ aud: 'other' }) } });
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="proofsheet", error="invalid_token"');
});
