import { isIP } from 'node:net';

/** Names of networks that Fastify knows: https://fastify.dev/docs/latest/Reference/Server/#trustproxy */
const networkNames = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Parses comma-separated addresses, CIDR ranges and names of networks.
 * @throws Error that names the first one that is none of these.
 */
export function parseTrustedProxies(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const wrong = entries.find((entry) => !networkNames.includes(entry) && !isNetwork(entry));
  if (wrong !== undefined) {
    throw new Error(`must be IP addresses, CIDR ranges or ${networkNames.join(', ')}, not "${wrong}"`);
  }
  return entries;
}

function isNetwork(entry: string): boolean {
  const [address = '', bits = '0', ...more] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return Number(bits) <= (version === 4 ? 32 : 128);
}
