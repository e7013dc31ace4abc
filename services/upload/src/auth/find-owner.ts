import { hash } from 'node:crypto';
import type { Logger } from '@proofsheet/runtime';
import type { Config } from '../config.ts';
import { createAccessTokenVerifier } from './access-token.ts';
import { openApiKeyFile } from './api-key-file.ts';
import { findKeyOwner } from './api-keys.ts';
import { createFindKeys } from './issuer-keys.ts';

/** The owner that what a caller shows belongs to, if it is good. */
export type FindOwner = (credentials: string) => Promise<string | undefined>;

/** All ways to show who one is, as the settings have them: API keys, and access tokens of an OIDC issuer. */
export async function createFindOwner(
  config: Config,
  logger: Logger,
): Promise<{ find: FindOwner; close(): void }> {
  const file = config.API_KEYS_FILE
    ? await openApiKeyFile({ file: config.API_KEYS_FILE, logger })
    : undefined;
  const keyLists = [() => config.API_KEYS, () => file?.keys() ?? []];
  const verifyAccessToken = config.OIDC_ISSUER
    ? createAccessTokenVerifier({
        findKeys: createFindKeys({ issuer: config.OIDC_ISSUER }),
        audience: config.OIDC_AUDIENCE ?? '',
        algorithms: config.OIDC_ALGORITHMS,
        clockToleranceSeconds: config.OIDC_CLOCK_TOLERANCE_SECONDS,
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
