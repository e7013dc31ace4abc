import { isIP } from 'node:net';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

const answerMs = 10_000;
const why = 'Links in emails and the album do not open.';

/** Whether people reach the upload service at PUBLIC_URL, by DNS and TLS, and it is one. */
export async function checkPublicUrl(context: DoctorContext): Promise<Problem[]> {
  const names = await checkName(context);
  return names.length > 0 ? names : checkAnswer(context);
}

/** Whether the name resolves, to addresses that people elsewhere reach. Only on AWS: a demo is for this machine. */
async function checkName({ settings, lookup }: DoctorContext): Promise<Problem[]> {
  const url = new URL(settings.PUBLIC_URL);
  if (settings.AWS_ENDPOINT_URL !== undefined) return [];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await lookup(host).catch(() => []);
  if (addresses.length === 0)
    return [
      {
        check: 'dns',
        what: `PUBLIC_URL ${url.origin}: ${host} does not resolve`,
        why,
        fix: 'Create its DNS record.',
      },
    ];
  if (addresses.every(isPrivate)) {
    const what = `PUBLIC_URL ${url.origin}: ${host} resolves to private addresses only: ${addresses.join(', ')}`;
    return [{ check: 'dns', what, why, fix: 'Point its public DNS record to the load balancer.' }];
  }
  if (url.protocol === 'https:') return [];
  const what = `PUBLIC_URL ${url.origin} is not https`;
  const risk = 'API keys, session cookies and links travel in clear.';
  return [{ check: 'public url', what, why: risk, fix: 'Add a certificate to the ingress, and use https.' }];
}

async function checkAnswer({ settings, signal }: DoctorContext): Promise<Problem[]> {
  const subject = `PUBLIC_URL ${settings.PUBLIC_URL}`;
  const fix = 'Correct PUBLIC_URL, DNS, the certificate, or the ingress.';
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    const answer = await fetch(new URL('/openapi.json', settings.PUBLIC_URL), { signal: limit });
    const document = (await answer.json().catch(() => undefined)) as { paths?: object } | undefined;
    if (document?.paths && '/v1/photos' in document.paths) return [];
    return [{ check: 'public url', what: `${subject} is not the upload service`, why, fix }];
  } catch (error) {
    return [{ check: 'public url', what: explainError('public url', subject, error).what, why, fix }];
  }
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry */
function isPrivate(address: string): boolean {
  return /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80:)/i.test(
    address,
  );
}
