import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { fetchBounded } from './fetch-bounded.ts';

/** An issuer as its tokens name it, and the keys that sign them. */
export interface IssuerKeys {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

export type FindKeys = () => Promise<IssuerKeys>;

interface IssuerOptions {
  /** With or without a slash at its end. */
  readonly issuer: string;
  /** Milliseconds before an issuer that failed, or that did not have a key, is asked again. */
  readonly cooldownMs?: number;
}

/**
 * Finds the keys of an issuer by OpenID discovery, when they are first needed. New keys are loaded when a token names
 * one that is not known, though not for every such token.
 * https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function createFindKeys({ issuer, cooldownMs = 30_000 }: IssuerOptions): FindKeys {
  let found: Promise<IssuerKeys> | undefined;
  return () => {
    found ??= discover(issuer, cooldownMs).catch((error: unknown) => {
      setTimeout(() => {
        found = undefined;
      }, cooldownMs / 6).unref();
      throw error;
    });
    return found;
  };
}

async function discover(issuer: string, cooldownMs: number): Promise<IssuerKeys> {
  const response = await fetchBounded(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  const { issuer: named, jwks_uri: jwksUri } = document;
  if (!response.ok || typeof named !== 'string' || typeof jwksUri !== 'string') {
    throw new Error(
      `the discovery document of ${issuer} names no issuer and keys (status ${response.status})`,
    );
  }
  // Its tokens carry the name as the document has it, a slash at the end included.
  if (named.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
    throw new Error(`${issuer} calls itself ${named}`);
  const options = { cooldownDuration: cooldownMs, [customFetch]: fetchBounded };
  return { issuer: named, keys: createRemoteJWKSet(new URL(jwksUri), options) };
}
