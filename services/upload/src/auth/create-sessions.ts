import type { ObjectStore } from '@proofsheet/object-store';
import type { Config } from '../config.ts';
import { type Cookies, createCookies } from './cookies.ts';
import type { Owners } from './find-owner.ts';
import { createReadSession, type ReadSession } from './read-session.ts';
import { createOidcClient, type OidcClient } from './oidc-client.ts';
import { createSealer, type Sealer } from './sealed-token.ts';
import { createSessionTokens, type SessionTokens } from './session.ts';
import { createSignInCodes, type SignInCodes } from './sign-in-code.ts';

/** Everything that signing in with a cookie needs. */
export interface Sessions {
  readonly publicUrl: string;
  readonly cookies: Cookies;
  readonly tokens: SessionTokens;
  readonly codes: SignInCodes;
  readonly readSession: ReadSession;
  /** Seals the state of a sign-in attempt. */
  readonly attempts: Sealer;
  /** Undefined without an issuer for sign-in. */
  readonly oidc: OidcClient | undefined;
}

interface SessionsOptions {
  readonly config: Config;
  readonly owners: Owners;
  readonly derived: ObjectStore;
  readonly now: () => Date;
}

/** Creates sessions from the settings; undefined without session keys. */
export function createSessions({ config, owners, derived, now }: SessionsOptions): Sessions | undefined {
  const { SESSION_KEYS: keys, PUBLIC_URL: publicUrl } = config;
  if (keys.length === 0 || publicUrl === undefined) return undefined;
  const cookies = createCookies(publicUrl);
  const tokens = createSessionTokens(createSealer(keys, 'session'), now);
  const codes = createSignInCodes(createSealer(keys, 'sign-in code'), derived, now);
  const readSession = createReadSession({ cookies, tokens, owners });
  const attempts = createSealer(keys, 'sign-in attempt');
  return { publicUrl, cookies, tokens, codes, readSession, attempts, oidc: configureOidc(config, publicUrl) };
}

function configureOidc(config: Config, publicUrl: string): OidcClient | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
  if (issuer === undefined || clientId === undefined) return undefined;
  return createOidcClient({ issuer, clientId, clientSecret, scopes: config.OIDC_SCOPES, publicUrl });
}
