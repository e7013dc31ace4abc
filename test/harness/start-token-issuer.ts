import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** A token issuer that serves discovery and keys over HTTP. It stops with the test. */
export interface TokenIssuer {
  readonly url: string;
  /** A token for this audience and subject, valid for a minute. */
  createToken(audience: string, subject: string): string;
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html */
export async function startTokenIssuer(t: TestContext): Promise<TokenIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = createServer((request, response) => {
    const body = request.url?.startsWith('/.well-known/')
      ? { issuer: url(), jwks_uri: `${url()}/keys` }
      : { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const exp = () => Math.floor(Date.now() / 1000) + 60;
  return {
    url: url(),
    createToken: (aud, sub) => signToken(privateKey, { iss: url(), aud, sub, exp: exp() }),
  };
}

/** JWS in its compact form: https://www.rfc-editor.org/rfc/rfc7515#section-7.1 */
function signToken(key: KeyObject, claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode({ alg: 'ES256', kid: 'one' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
