import type { ServiceProcess } from '@proofsheet/system';

/** The status of a service's readiness probe: 200 or 503. */
export async function readReadiness({ started }: ServiceProcess): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${started.opsPort}/readyz`);
  await answer.body?.cancel();
  return answer.status;
}
