import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, repeat } from './fault.ts';

const wholeMs = 1_200;

/** Requests whose bodies take more than a second to arrive: latency counts from the request head. */
export const slowClients: Fault = {
  name: 'slow-clients',
  alerts: ['ProofsheetApiSlow'],
  async begin({ api }) {
    const stops = Array.from({ length: 4 }, () => repeat(() => askSlowly(api), 100));
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};

async function askSlowly({ apiUrl, apiKey }: { apiUrl: string; apiKey: string }): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const asked = request(`${apiUrl}/v1/uploads`, { method: 'POST', headers });
  const answered = new Promise<void>((resolve, reject) => {
    asked.once('response', (answer) => answer.resume().once('end', resolve));
    asked.once('error', reject);
  });
  asked.write('{"filename":"a.jpg",');
  await delay(wholeMs);
  asked.end('"contentType":"image/jpeg","size":1}');
  await answered;
}
