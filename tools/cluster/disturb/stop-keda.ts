import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@proofsheet/harness/until';
import type { KubeApi } from '../kubernetes/kube-api.ts';
import type { Deployment } from '../kubernetes/objects.ts';
import type { Timeline } from '../timeline.ts';

/** Stops KEDA's operator for `seconds`. It is always started again. */
export async function stopKeda(
  kube: KubeApi,
  operator: string,
  { seconds, timeline }: { seconds: number; timeline: Timeline },
): Promise<void> {
  const { spec } = await kube.get<Deployment>(operator);
  const ready = async () => (await kube.get<Deployment>(operator)).status.readyReplicas ?? 0;
  timeline.say('do', 'scale the operator of KEDA to 0');
  try {
    await kube.patch(operator, { spec: { replicas: 0 } });
    await until('the end of the operator', async () => (await ready()) === 0, 60_000);
    timeline.say('done', 'KEDA is away');
    await delay(seconds * 1000);
  } finally {
    timeline.say('do', `scale the operator of KEDA to ${spec.replicas}`);
    await kube.patch(operator, { spec: { replicas: spec.replicas } });
  }
  await until('the operator', async () => (await ready()) === spec.replicas, 120_000);
  timeline.say('done', 'KEDA is back');
}
