import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

export const clientId = 'album';
export const clientSecret = 'the secret of the album';

/** An OpenID provider at which people sign in without a password: `signInAs` says as whom. */
export async function startLoginIssuer(publicUrl: string) {
  let account = 'anna';
  let provider: Provider | undefined;
  let handle: ReturnType<Provider['callback']> = () => {};
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      void provider?.interactionFinished(request, response, { login: { accountId: account } });
    } else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function changeKey(kid: string): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
    provider = new Provider(issuer, configuration(publicUrl, key));
    handle = provider.callback();
  }
  await changeKey('first');
  return {
    issuer,
    changeKey,
    signInAs(name: string): void {
      account = name;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function configuration(publicUrl: string, key: object): object {
  return {
    jwks: { keys: [key] },
    cookies: { keys: ['a key of the provider'] },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${publicUrl}/auth/callback`],
        post_logout_redirect_uris: [`${publicUrl}/`],
      },
    ],
    pkce: { required: () => true },
    claims: { profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, name: `Name of ${id}` }),
    }),
    loadExistingGrant,
  };
}

interface Grant {
  addOIDCScope(scope: string): void;
  save(): Promise<string>;
}

interface GrantContext {
  readonly oidc: {
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
    readonly provider: { readonly Grant: new (of: object) => Grant };
  };
}

/** Nobody is asked for consent. */
async function loadExistingGrant({ oidc: { client, session, provider } }: GrantContext): Promise<Grant> {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}
