import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

/**
 * SHA-256 as the SDK's signers want it. The SDK's own makes a key object of the signing key each time, which takes
 * eight times as long as the HMAC; the signer keeps that key for a day, and here its key object stays with it.
 */
export function createSha256() {
  const keys = new WeakMap<object, KeyObject>();
  /** Of the credentials' secret, with which the signer looks for the signing key: there is one at a time. */
  let last: { readonly secret: string; readonly key: KeyObject } | undefined;

  function toKey(secret: Bytes): KeyObject {
    if (typeof secret === 'string') {
      if (last?.secret !== secret) last = { secret, key: createSecretKey(secret, 'utf8') };
      return last.key;
    }
    const known = keys.get(secret);
    if (known) return known;
    const key = createSecretKey(toBytes(secret));
    keys.set(secret, key);
    return key;
  }

  return class Sha256 {
    #hash: Hash | Hmac;
    readonly #secret: Bytes | undefined;
    constructor(secret?: Bytes) {
      this.#secret = secret;
      this.#hash = this.#start();
    }
    update(data: Uint8Array): void {
      this.#hash.update(data);
    }
    async digest(): Promise<Uint8Array> {
      return this.#hash.digest();
    }
    reset(): void {
      this.#hash = this.#start();
    }
    #start(): Hash | Hmac {
      const secret = this.#secret;
      if (secret === undefined) return createHash('sha256');
      return createHmac('sha256', toKey(secret));
    }
  };
}

function toBytes(secret: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
