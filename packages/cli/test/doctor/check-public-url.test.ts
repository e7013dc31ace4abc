import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPublicUrl } from '../../src/doctor/check-public-url.ts';
import type { DoctorContext } from '../../src/doctor/doctor-context.ts';

const cases: Record<string, { url: string; addresses?: string[]; says: RegExp }> = {
  'a name without a record': { url: 'https://photos.example', says: /photos\.example does not resolve/ },
  'a name of private addresses': {
    url: 'https://photos.example',
    addresses: ['10.1.2.3', 'fd00::1'],
    says: /private addresses only: 10\.1\.2\.3, fd00::1/,
  },
  'a private address': { url: 'https://192.168.1.9:8443', says: /private addresses only: 192\.168\.1\.9/ },
  'plain http': { url: 'http://photos.example', addresses: ['203.0.113.9'], says: /is not https/ },
};

for (const [name, { url, addresses, says }] of Object.entries(cases)) {
  test(`names the cause on AWS: ${name}`, async () => {
    const problems = await check(url, addresses);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.what ?? '', says);
  });
}

async function check(url: string, addresses?: string[]) {
  const lookup = async () => {
    if (!addresses) throw new Error('ENOTFOUND');
    return addresses;
  };
  const settings = { PUBLIC_URL: url, AWS_ENDPOINT_URL: undefined } as DoctorContext['settings'];
  return checkPublicUrl({
    settings,
    lookup,
    signal: new AbortController().signal,
  } as unknown as DoctorContext);
}
