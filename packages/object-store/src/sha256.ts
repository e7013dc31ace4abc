import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

const nothing = new Uint8Array();

/**
 * SHA-256 for the SDK's signers. The SDK's implementation creates a key object of the signing key for every signature,
 * which takes eight times as long as the HMAC, and hashes the credentials each time to find that key. This one keeps the
 * key object with the signing key, which the signer caches for a day, and the hash with the credentials.
 */
export function createSha256() {
  const keys = new WeakMap<object, KeyObject>();
  let last: { readonly secret: string; readonly data: Uint8Array; readonly digest: Uint8Array } | undefined;

  function digest(secret: Bytes | undefined, data: Uint8Array): Uint8Array {
    if (secret === undefined) return hash('sha256', data, 'buffer');
    if (typeof secret !== 'string') return createHmac('sha256', toKey(secret)).update(data).digest();
    if (last?.secret !== secret || Buffer.compare(last.data, data) !== 0) {
      last = { secret, data: Buffer.from(data), digest: createHmac('sha256', secret).update(data).digest() };
    }
    return last.digest;
  }

  function toKey(secret: ArrayBuffer | ArrayBufferView): KeyObject {
    const known = keys.get(secret);
    if (known) return known;
    const key = createSecretKey(toBytes(secret));
    keys.set(secret, key);
    return key;
  }

  return class Sha256 {
    #data: Uint8Array = nothing;
    readonly #secret: Bytes | undefined;
    constructor(secret?: Bytes) {
      this.#secret = secret;
    }
    update(data: Uint8Array): void {
      this.#data = this.#data.length === 0 ? data : Buffer.concat([this.#data, data]);
    }
    async digest(): Promise<Uint8Array> {
      return digest(this.#secret, this.#data);
    }
    reset(): void {
      this.#data = nothing;
    }
  };
}

function toBytes(secret: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
