import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** An issuer as its tokens name it, and the keys that verify them. */
interface IssuerKeys {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

/** @throws Error when the keys are not known and the issuer does not answer. */
export type FindKeys = () => Promise<IssuerKeys>;

interface IssuerOptions {
  /** With or without a slash at its end. */
  readonly issuer: string;
  /** Milliseconds after which keys are loaded again, to notice withdrawn keys and a new `jwks_uri`. */
  readonly freshMs?: number;
  /** Milliseconds for which keys stay in use while the issuer does not answer: longer than access tokens live. */
  readonly staleMs?: number;
  /** Milliseconds between two loads after a failure or because of an unknown key. */
  readonly cooldownMs?: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
  readonly onFailure?: (error: unknown) => void;
}

interface Loaded {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly find: ReturnType<typeof createLocalJWKSet>;
  readonly at: number;
}

/**
 * Loads the keys of an issuer by OpenID discovery when they are first needed. An outage of the issuer does not affect tokens
 * of known keys for `staleMs`. A token with an unknown key makes the keys load again, but no more than once per cooldown.
 * https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function createFindKeys(options: IssuerOptions): FindKeys {
  const { issuer, freshMs = 600_000, staleMs = 24 * 3_600_000, cooldownMs = 5_000 } = options;
  const { now = () => performance.now(), onFailure = () => {} } = options;
  let loaded: Loaded | undefined;
  let loading: Promise<Loaded> | undefined;
  let failure: { readonly at: number; readonly error: unknown } | undefined;
  let unknownKeyAt = Number.NEGATIVE_INFINITY;

  async function loadNow(known: Loaded | undefined): Promise<Loaded> {
    try {
      loaded = { ...(await load(issuer, known)), at: now() };
      failure = undefined;
      return loaded;
    } catch (error) {
      failure = { at: now(), error };
      onFailure(error);
      throw error;
    } finally {
      loading = undefined;
    }
  }
  /** Loads the key set of `known`, or discovers it again if that fails. */
  const reload = async (known?: Loaded): Promise<Loaded> => {
    if (failure && now() - failure.at < cooldownMs) throw failure.error;
    loading ??= loadNow(known);
    return loading;
  };
  async function current(): Promise<Loaded> {
    const age = now() - (loaded?.at ?? Number.NEGATIVE_INFINITY);
    if (!loaded || age >= staleMs) return reload();
    if (age < freshMs) return loaded;
    const known = loaded;
    const refreshed = reload().catch(() => known);
    // While the issuer fails, requests do not wait for it.
    return failure ? known : refreshed;
  }
  const keys: JWTVerifyGetKey = async (header, token) => {
    const known = await current();
    try {
      return await known.find(header, token);
    } catch (error) {
      const cool = failure || now() - unknownKeyAt >= cooldownMs;
      if (!(error instanceof errors.JWKSNoMatchingKey) || !cool) throw error;
      unknownKeyAt = now();
      return (await reload(known)).find(header, token);
    }
  };
  return async () => ({ issuer: (await current()).issuer, keys });
}

async function load(issuer: string, known: Loaded | undefined): Promise<Omit<Loaded, 'at'>> {
  const keySet = known && (await readJson(known.jwksUri).catch(() => undefined));
  if (known && keySet) return { ...known, find: createKeySet(keySet) };
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { issuer: named, jwks_uri: jwksUri } = await readJson(discovery);
  if (typeof named !== 'string' || typeof jwksUri !== 'string') {
    throw new Error(`${discovery} names no issuer or no jwks_uri`);
  }
  // The tokens contain the name exactly as in the document, including a slash at the end.
  if (named.replace(/\/$/, '') !== issuer.replace(/\/$/, '')) {
    throw new Error(`${discovery} names another issuer: ${named}`);
  }
  return { issuer: named, jwksUri, find: createKeySet(await readJson(jwksUri)) };
}

function createKeySet(keySet: Record<string, unknown>) {
  return createLocalJWKSet(keySet as unknown as JSONWebKeySet);
}

async function readJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetchBounded(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Maximum response size: far above that of a discovery document or a key set. */
const maxBytes = 1024 ** 2;
const timeoutMs = 5000;

/**
 * `fetch` for small documents of other servers: follows no redirects, and gives up after 5 s or 1 MiB.
 * @throws Error when it gives up.
 */
async function fetchBounded(url: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  const { status, headers, body } = await fetch(url, { ...init, redirect: 'manual', signal });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`${url} sends more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers });
}
