import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

export const audience = 'https://photos.example/api';

/** An OpenID provider that gives access tokens to two clients, and lets its keys be changed. */
export async function startIssuer() {
  const requests: string[] = [];
  let handle: ReturnType<Provider['callback']> = () => {};
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let keys: GenerateKeyPairResult;
  let keyId = '';

  async function changeKey(id: string): Promise<void> {
    keyId = id;
    keys = await generateKeyPair('RS256', { extractable: true });
    handle = new Provider(
      issuer,
      configuration({ ...(await exportJWK(keys.privateKey)), kid: id, alg: 'RS256' }),
    ).callback();
  }
  await changeKey('first');

  return {
    issuer,
    requests,
    changeKey,
    /** A token as the provider gives it to `client`, which is its subject too. */
    async getToken(client: string): Promise<string> {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${client}:secret`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
      });
      const { access_token: token } = (await response.json()) as { access_token: string };
      return token;
    },
    /** A token of the provider's own key, good but for `changes`. */
    async signToken(changes: Record<string, unknown> = {}, header: object = {}): Promise<string> {
      const payload = { iss: issuer, aud: audience, sub: 'anna', exp: inSeconds(60), ...changes };
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: keyId, ...header })
        .sign(keys.privateKey);
    },
    publicKey: () => keys.publicKey,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

function configuration(key: object): object {
  return {
    jwks: { keys: [key] },
    ttl: { ClientCredentials: 600 },
    clients: ['anna', 'ben'].map((id) => ({
      client_id: id,
      client_secret: 'secret',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          audience,
          scope: 'photos',
          accessTokenTTL: 600,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}
