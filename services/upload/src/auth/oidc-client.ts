import { ownerId } from '@proofsheet/photos';
import { decodeJwt } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { ProblemError } from '../http/problem.ts';

interface OidcClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** None for a public client. */
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  /** Public URL of this service. */
  readonly publicUrl: string;
}

/** State of a sign-in attempt until the issuer sends the browser back. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The person that the issuer has signed in. */
export interface SignedIn {
  readonly owner: string;
  readonly name: string | undefined;
}

/** Timeout of requests to the issuer, in seconds. */
const timeoutSeconds = 10;
/** Milliseconds after which the issuer's discovery document is read again. */
const freshMs = 3_600_000;

export type OidcClient = ReturnType<typeof createOidcClient>;

/**
 * Signs people in by OpenID Connect: authorization code with PKCE, state and nonce. No token leaves this process. The ID
 * token comes from the issuer itself over TLS, which vouches for it as its signature would (OpenID Connect Core 3.1.3.7).
 * https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth
 */
export function createOidcClient(options: OidcClientOptions) {
  const { clientId, scopes, publicUrl } = options;
  const redirectUri = new URL('/auth/callback', publicUrl).href;
  const configure = createDiscovery(options);
  return {
    /** Returns the URL for the browser and the state to remember. @throws ProblemError `sign-in-unavailable` */
    async begin(prompt?: string): Promise<{ url: URL; attempt: SignInAttempt }> {
      const configuration = await configure();
      const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(prompt !== undefined && { prompt }),
      });
      return { url, attempt };
    },

    /**
     * Redeems the code with which the browser came back.
     * @param query of the callback.
     * @throws Error if the issuer refused or its answer is invalid.
     */
    async finish(query: string, { state, nonce, verifier }: SignInAttempt): Promise<SignedIn> {
      const configuration = await configure();
      const callback = new URL(redirectUri);
      callback.search = query;
      const tokens = await authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the issuer sent no ID token');
      if (subjectOf(tokens.access_token) !== undefined && subjectOf(tokens.access_token) !== claims.sub)
        throw new Error('the access token names another subject than the ID token');
      const name = [claims.name, claims.preferred_username].find(
        (text) => typeof text === 'string' && text !== '',
      );
      return {
        owner: ownerId(configuration.serverMetadata().issuer, claims.sub),
        name: typeof name === 'string' ? name.slice(0, 100) : undefined,
      };
    },

    /** URL that ends the issuer's own session; undefined if it has none or does not answer. */
    async endSessionUrl(): Promise<string | undefined> {
      const configuration = await configure().catch(() => undefined);
      if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
      const post_logout_redirect_uri = new URL('/', publicUrl).href;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri, client_id: clientId }).href;
    },
  };
}

/** Reads the issuer's discovery document when it is needed, and again after some time or a failure. */
function createDiscovery({ issuer, clientId, clientSecret }: OidcClientOptions) {
  let known: { readonly configuration: Promise<Configuration>; readonly at: number } | undefined;
  const discover = () =>
    discovery(new URL(issuer), clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
      timeout: timeoutSeconds,
      // Only if the setting names an http issuer.
      execute: issuer.startsWith('http:') ? [allowInsecureRequests] : [],
    });
  return async (): Promise<Configuration> => {
    if (!known || performance.now() - known.at > freshMs) {
      known = { configuration: discover(), at: performance.now() };
    }
    try {
      return await known.configuration;
    } catch (cause) {
      known = undefined;
      throw new ProblemError('sign-in-unavailable', { headers: { 'retry-after': '5' }, cause });
    }
  };
}

/** The subject of an access token that is a JWT. It came from the issuer itself. Undefined for other tokens. */
function subjectOf(accessToken: string): string | undefined {
  try {
    return decodeJwt(accessToken).sub;
  } catch {
    return undefined;
  }
}
