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
  /** Where people reach this service. */
  readonly publicUrl: string;
}

/** What one attempt to sign in must remember until the issuer sends the browser back. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the issuer has signed in. */
export interface SignedIn {
  readonly owner: string;
  readonly name: string | undefined;
}

/** Seconds that the issuer has for an answer. */
const timeoutSeconds = 10;
/** Milliseconds after which the issuer's addresses are read again. */
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
    /** Where to send the browser, and what to remember. @throws ProblemError `sign-in-unavailable` */
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
     * @throws Error when the issuer refused, or anything in the answer is not as it must be.
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

    /** Where the issuer's own session ends; undefined if it has no such address or does not answer. */
    async endSessionUrl(): Promise<string | undefined> {
      const configuration = await configure().catch(() => undefined);
      if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
      const post_logout_redirect_uri = new URL('/', publicUrl).href;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri, client_id: clientId }).href;
    },
  };
}

/** Reads the issuer's addresses once they are needed, and again after a time or a failure. */
function createDiscovery({ issuer, clientId, clientSecret }: OidcClientOptions) {
  let known: { readonly configuration: Promise<Configuration>; readonly at: number } | undefined;
  const discover = () =>
    discovery(new URL(issuer), clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
      timeout: timeoutSeconds,
      // Only where the settings name such an issuer.
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

/** Of an access token that is a JWT; it came from the issuer itself. Undefined for any other. */
function subjectOf(accessToken: string): string | undefined {
  try {
    return decodeJwt(accessToken).sub;
  } catch {
    return undefined;
  }
}
