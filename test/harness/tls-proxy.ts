import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createServer, type TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

export interface TlsProxy {
  /** Its `https:` URL. The Host header is passed on, so that signatures stay valid. */
  readonly url: string;
  /** File with its certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  /** Connections that were opened to it. */
  connections(): number;
}

/** Maximum bytes of a TLS record: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const recordBytes = 16 * 1024;

/**
 * A proxy on loopback that speaks TLS to a service and plain HTTP to the target. `fill` gathers what the target sends,
 * so that records are full and heads share a record with their bodies, as those of S3 do; `split` sends records of 512
 * bytes, so that heads and bodies come in pieces. Stops with the test.
 */
export async function startTlsProxy(
  t: TestContext,
  target: string,
  records: 'fill' | 'split',
): Promise<TlsProxy> {
  const { hostname, port } = new URL(target);
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'test' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'tls-proxy-'));
  const certificate = path.join(folder, 'certificate.pem');
  await writeFile(certificate, cert);

  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ key, cert }, (client) => {
    connections += 1;
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => sockets.delete(socket));
    }
    join(client, upstream, records);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await rm(folder, { recursive: true });
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, certificate, connections: () => connections };
}

function join(client: TLSSocket, upstream: Socket, records: 'fill' | 'split'): void {
  if (records === 'split') client.setMaxSendFragment(512);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.pipe(upstream);
  if (records === 'split') upstream.pipe(client);
  else fill(client, upstream);
}

/** Sends what is there only in whole records, and the rest once the target has been silent for a moment. */
function fill(client: TLSSocket, upstream: Socket): void {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    if (bytes > 0 && !client.write(Buffer.concat(gathered))) upstream.pause();
    gathered = [];
    bytes = 0;
  };
  client.on('drain', () => upstream.resume());
  upstream.on('data', (chunk: Buffer) => {
    gathered.push(chunk);
    bytes += chunk.length;
    clearTimeout(timer);
    if (bytes >= 4 * recordBytes) flush();
    else timer = setTimeout(flush, 2);
  });
  upstream.on('end', () => {
    flush();
    client.end();
  });
}
