import { hash } from 'node:crypto';
import { ownerId } from '@proofsheet/photos';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { ProblemError } from '../http/problem.ts';
import type { FindKeys } from './issuer-keys.ts';

interface AccessTokenOptions {
  readonly findKeys: FindKeys;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
  /** Scopes that a token must have, all of them. */
  readonly requiredScopes?: readonly string[];
  /** Whether a token's header must say that it is an access token: https://www.rfc-editor.org/rfc/rfc9068 */
  readonly requiresType?: boolean;
}

/** Size of the cache of accepted tokens, and its lifetime in milliseconds: a withdrawn key may be accepted that long. */
const maxTokens = 10_000;
const maxRememberedMs = 5 * 60_000;

/**
 * Finds the owner of an OIDC access token (JWT), or undefined if this API does not accept the token. `sha256` is the
 * token's hash, by which accepted tokens are remembered.
 * @throws ProblemError `insufficient-scope`; `issuer-unavailable` if the issuer's keys are not known.
 */
export function createAccessTokenVerifier(options: AccessTokenOptions) {
  const { findKeys, audience, clockToleranceSeconds, requiredScopes = [], requiresType = false } = options;
  const algorithms = [...options.algorithms];
  const owners = new LRUCache<string, string>({ max: maxTokens });
  return async (token: string, sha256 = hash('sha256', token)): Promise<string | undefined> => {
    const known = owners.get(sha256);
    if (known !== undefined) return known;
    // An unknown API key: no reason to ask the issuer.
    if (token.split('.').length !== 3) return undefined;
    try {
      const { issuer, keys } = await findKeys();
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'sub'],
        ...(requiresType && { typ: 'at+jwt' }),
      });
      if (!isAccessToken(payload, protectedHeader)) return undefined;
      checkScopes(payload, requiredScopes);
      const owner = ownerId(issuer, payload.sub);
      owners.set(sha256, owner, { ttl: msToRemember(payload) });
      return owner;
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (isRefusal(error)) return undefined;
      throw new ProblemError('issuer-unavailable', { headers: { 'retry-after': '5' }, cause: error });
    }
  };
}

type AccessTokenPayload = JWTPayload & { readonly sub: string };

/** Claims of tokens that are not bearer access tokens: ID tokens, security events, and tokens bound to a client's key. */
const foreignClaims = ['nonce', 'at_hash', 'c_hash', 'events', 'cnf'];

/**
 * Whether a token that its issuer signed is a bearer access token. An issuer signs other tokens with the same keys, some
 * for the same audience: https://www.rfc-editor.org/rfc/rfc8725#section-3.11. A token with `cnf` needs a proof that this
 * API does not check: https://www.rfc-editor.org/rfc/rfc7800
 */
function isAccessToken(payload: JWTPayload, header: JWTHeaderParameters): payload is AccessTokenPayload {
  const { sub, typ: kind = 'Bearer', token_use: use = 'access' } = payload;
  const type = header.typ?.toLowerCase().replace(/^application\//, '') ?? 'jwt';
  if (type !== 'jwt' && type !== 'at+jwt') return false;
  if (foreignClaims.some((name) => payload[name] !== undefined)) return false;
  // Keycloak and Cognito mark ID and refresh tokens like this.
  if (kind !== 'Bearer' || use !== 'access') return false;
  return typeof sub === 'string' && sub !== '';
}

/** The scopes of RFC 9068's `scope`, or of `scp`, as Entra ID and Okta name it. */
function checkScopes({ scope, scp }: JWTPayload, required: readonly string[]): void {
  const scopes = [scope, scp].flat().flatMap((text) => (typeof text === 'string' ? text.split(' ') : []));
  if (required.every((name) => scopes.includes(name))) return;
  const challenge = `Bearer realm="proofsheet", error="insufficient_scope", scope="${required.join(' ')}"`;
  throw new ProblemError('insufficient-scope', { headers: { 'www-authenticate': challenge } });
}

function msToRemember({ exp = 0 }: JWTPayload): number {
  return Math.max(1, Math.min(exp * 1000 - Date.now(), maxRememberedMs));
}

/** Whether the token itself is wrong; other errors are about getting the issuer's keys. */
function isRefusal(error: unknown): boolean {
  const { JWKSTimeout, JWKSInvalid, JOSEError } = errors;
  if (!(error instanceof JOSEError) || error instanceof JWKSTimeout || error instanceof JWKSInvalid)
    return false;
  return error.code !== 'ERR_JOSE_GENERIC';
}
