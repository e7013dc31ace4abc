import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A caller that may request uploads. */
export interface Caller {
  /** An API key or an access token. */
  readonly credentials: string;
}

const audience = 'https://photos.example/api';

/** A caller with an API key, one with an access token, its issuer, and the settings that accept both. */
export async function startCallers() {
  const apiKey = `ps_${randomBytes(24).toString('base64url')}`;
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' };
  const server = createServer(({ url }, response) => {
    const keys = { keys: [jwk] };
    const discovery = { issuer, jwks_uri: `${issuer}/jwks` };
    response.end(JSON.stringify(url === '/jwks' ? keys : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const token = await new SignJWT({ scope: 'photos', client_id: 'bench' })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('anna')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  return {
    apiKey: { credentials: apiKey },
    jwt: { credentials: token },
    env: {
      API_KEYS: `bench:${createHash('sha256').update(apiKey).digest('hex')}`,
      OIDC_ISSUER: issuer,
      OIDC_AUDIENCE: audience,
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
