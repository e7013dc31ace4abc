import { hash } from 'node:crypto';
import type { Logger, Metrics } from '@proofsheet/runtime';
import type { Config } from '../config.ts';
import { createAccessTokenVerifier } from './access-token.ts';
import { openApiKeyFile } from './api-key-file.ts';
import { findKeyOwner } from './api-keys.ts';
import { createFindKeys } from './issuer-keys.ts';
import { exportKeyFile } from './key-file-metrics.ts';

/** The owner of the credentials that a caller sends, or undefined if they are not accepted. */
export type FindOwner = (credentials: string) => Promise<string | undefined>;

/** Accepts the credentials that the settings name: API keys, and access tokens of an OIDC issuer. */
export async function createFindOwner(
  config: Config,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): Promise<{ find: FindOwner; close(): void }> {
  const file = config.API_KEYS_FILE
    ? await openApiKeyFile({ file: config.API_KEYS_FILE, logger })
    : undefined;
  exportKeyFile(metrics, file);
  const keyLists = [() => config.API_KEYS, () => file?.keys() ?? []];
  const verifyAccessToken = config.OIDC_ISSUER
    ? createAccessTokenVerifier({
        findKeys: createFindKeys({
          issuer: config.OIDC_ISSUER,
          onFailure: (err) => logger.warn({ err }, 'keys of the OIDC issuer cannot be loaded'),
        }),
        audience: config.OIDC_AUDIENCE ?? '',
        algorithms: config.OIDC_ALGORITHMS,
        clockToleranceSeconds: config.OIDC_CLOCK_TOLERANCE_SECONDS,
        requiredScopes: config.OIDC_REQUIRED_SCOPES.split(' ').filter((scope) => scope !== ''),
        requiresType: config.OIDC_REQUIRE_TYPE,
      })
    : async () => undefined;
  return {
    async find(credentials) {
      const sha256 = hash('sha256', credentials);
      for (const keys of keyLists) {
        const owner = findKeyOwner(keys(), sha256);
        if (owner !== undefined) return owner;
      }
      return verifyAccessToken(credentials, sha256);
    },
    close: () => file?.close(),
  };
}
