import { hash } from 'node:crypto';
import { ownerId } from '@proofsheet/photos';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { ProblemError } from '../http/problem.ts';
import type { FindKeys } from './issuer-keys.ts';

interface AccessTokenOptions {
  readonly findKeys: FindKeys;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly clockToleranceSeconds: number;
}

/** Tokens that are remembered as good, and for how long at most: a key that its issuer withdraws is not good for longer. */
const maxTokens = 10_000;
const maxRememberedMs = 5 * 60_000;

/**
 * Finds the owner that an OIDC access token (JWT) is of, or undefined when it is not good for this API. `sha256` is the
 * token's hash, by which it is remembered.
 * @throws ProblemError `issuer-unavailable` when nobody can tell.
 */
export function createAccessTokenVerifier(options: AccessTokenOptions) {
  const { findKeys, audience, clockToleranceSeconds } = options;
  const algorithms = [...options.algorithms];
  const owners = new LRUCache<string, string>({ max: maxTokens });
  return async (token: string, sha256 = hash('sha256', token)): Promise<string | undefined> => {
    const known = owners.get(sha256);
    if (known !== undefined) return known;
    // An API key that is not known: no reason to ask the issuer.
    if (token.split('.').length !== 3) return undefined;
    try {
      const { issuer, keys } = await findKeys();
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'sub'],
      });
      if (!payload.sub) return undefined;
      const owner = ownerId(issuer, payload.sub);
      owners.set(sha256, owner, { ttl: msToRemember(payload) });
      return owner;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw new ProblemError('issuer-unavailable', { headers: { 'retry-after': '5' }, cause: error });
    }
  };
}

function msToRemember({ exp = 0 }: JWTPayload): number {
  return Math.max(1, Math.min(exp * 1000 - Date.now(), maxRememberedMs));
}

/** Whether it is the token that is wrong; other errors are of the way to the issuer's keys. */
function isRefusal(error: unknown): boolean {
  const { JWKSTimeout, JWKSInvalid, JOSEError } = errors;
  if (!(error instanceof JOSEError) || error instanceof JWKSTimeout || error instanceof JWKSInvalid)
    return false;
  return error.code !== 'ERR_JOSE_GENERIC';
}
