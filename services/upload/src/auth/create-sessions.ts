import type { ObjectStore } from '@proofsheet/object-store';
import type { Config } from '../config.ts';
import { type Cookies, createCookies } from './cookies.ts';
import type { Owners } from './find-owner.ts';
import { createReadSession, type ReadSession } from './read-session.ts';
import { createSealer } from './sealed-token.ts';
import { createSessionTokens, type SessionTokens } from './session.ts';
import { createSignInCodes, type SignInCodes } from './sign-in-code.ts';

/** All that signing in by cookie needs. */
export interface Sessions {
  readonly publicUrl: string;
  readonly cookies: Cookies;
  readonly tokens: SessionTokens;
  readonly codes: SignInCodes;
  readonly readSession: ReadSession;
}

interface SessionsOptions {
  readonly config: Pick<Config, 'SESSION_KEYS' | 'PUBLIC_URL'>;
  readonly owners: Owners;
  readonly derived: ObjectStore;
  readonly now: () => Date;
}

/** Sessions as the settings have them; undefined where there are none. */
export function createSessions({ config, owners, derived, now }: SessionsOptions): Sessions | undefined {
  const { SESSION_KEYS: keys, PUBLIC_URL: publicUrl } = config;
  if (keys.length === 0 || publicUrl === undefined) return undefined;
  const cookies = createCookies(publicUrl);
  const tokens = createSessionTokens(createSealer(keys, 'session'), now);
  const codes = createSignInCodes(createSealer(keys, 'sign-in code'), derived, now);
  return { publicUrl, cookies, tokens, codes, readSession: createReadSession({ cookies, tokens, owners }) };
}
