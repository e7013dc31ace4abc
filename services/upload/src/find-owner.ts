import type { Logger } from '@proofsheet/runtime';
import { createAccessTokenVerifier } from './access-token.ts';
import { openApiKeyFile } from './api-key-file.ts';
import { createApiKeyVerifier } from './api-keys.ts';
import type { Config } from './config.ts';
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
  const verifyApiKey = createApiKeyVerifier(() => [...config.API_KEYS, ...(file?.keys() ?? [])]);
  const verifyAccessToken = config.OIDC_ISSUER
    ? createAccessTokenVerifier({
        findKeys: createFindKeys({ issuer: config.OIDC_ISSUER }),
        audience: config.OIDC_AUDIENCE ?? '',
        algorithms: config.OIDC_ALGORITHMS,
        clockToleranceSeconds: config.OIDC_CLOCK_TOLERANCE_SECONDS,
      })
    : async () => undefined;
  return {
    find: async (credentials) => verifyApiKey(credentials) ?? (await verifyAccessToken(credentials)),
    close: () => file?.close(),
  };
}
