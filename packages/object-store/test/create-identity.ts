import { generate } from 'selfsigned';
import type { Identity } from './fault-server.ts';

/** A key and a certificate of its own for a server on 127.0.0.1. */
export async function createIdentity(): Promise<Identity> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
