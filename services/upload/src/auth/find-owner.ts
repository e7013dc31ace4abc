import { hash } from 'node:crypto';
import type { Logger, Metrics } from '@proofsheet/runtime';
import type { Config } from '../config.ts';
import { createAccessTokenVerifier } from './access-token.ts';
import { openApiKeyFile } from './api-key-file.ts';
import { findKeyOwner } from './api-keys.ts';
import { createFindKeys } from './issuer-keys.ts';
import { exportKeyFile } from './key-file-metrics.ts';

/** Returns the owner of a caller's credentials, or undefined if they are not accepted. */
export type FindOwner = (credentials: string) => Promise<string | undefined>;

/** An API key without the key itself. */
export interface KnownKey {
  readonly owner: string;
  /** Identifies the key without revealing it. */
  readonly keyId: string;
}

export interface Owners {
  readonly find: FindOwner;
  /** Returns the API key of these credentials, if they are one. */
  findKey(key: string): KnownKey | undefined;
  /** Whether this key of the owner is still valid. */
  hasKey(key: KnownKey): boolean;
  close(): void;
}

/** Accepts the credentials that the settings name: API keys, and access tokens of an OIDC issuer. */
export async function createFindOwner(
  config: Config,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): Promise<Owners> {
  const file = config.API_KEYS_FILE
    ? await openApiKeyFile({ file: config.API_KEYS_FILE, logger })
    : undefined;
  exportKeyFile(metrics, file);
  const keyLists = [() => config.API_KEYS, () => file?.keys() ?? []];
  const verifyAccessToken = config.OIDC_ISSUER
    ? createAccessTokenVerifier({
        findKeys: createFindKeys({
          issuer: config.OIDC_ISSUER,
          onFailure: (err) => logger.warn({ err }, 'loading the keys of the OIDC issuer failed'),
        }),
        audience: config.OIDC_AUDIENCE ?? '',
        algorithms: config.OIDC_ALGORITHMS,
        clockToleranceSeconds: config.OIDC_CLOCK_TOLERANCE_SECONDS,
        requiredScopes: config.OIDC_REQUIRED_SCOPES.split(' ').filter((scope) => scope !== ''),
        requiresType: config.OIDC_REQUIRE_TYPE,
      })
    : async () => undefined;
  const findByHash = (sha256: string) => {
    for (const keys of keyLists) {
      const owner = findKeyOwner(keys(), sha256);
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
  return {
    async find(credentials) {
      const sha256 = hash('sha256', credentials);
      return findByHash(sha256) ?? verifyAccessToken(credentials, sha256);
    },
    findKey(key) {
      const sha256 = hash('sha256', key);
      const owner = findByHash(sha256);
      return owner === undefined ? undefined : { owner, keyId: keyIdOf(sha256) };
    },
    hasKey: ({ owner, keyId }) =>
      keyLists.some((keys) => keys().some((key) => key.owner === owner && keyIdOf(key.hash) === keyId)),
    close: () => file?.close(),
  };
}

function keyIdOf(sha256: string): string {
  return sha256.slice(0, 16);
}
