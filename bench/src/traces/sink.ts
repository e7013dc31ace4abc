import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A collector that discards all spans, as a process of its own so that its CPU is not counted. It reports its port. */
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
