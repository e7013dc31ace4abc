import { checkBucketRules } from './check-bucket-rules.ts';
import { checkBuckets, checkCors, checkNotifications } from './check-buckets.ts';
import { checkKeda } from './check-keda.ts';
import { checkPublicUrl } from './check-public-url.ts';
import { checkQueues } from './check-queues.ts';
import { checkClock, checkTopic } from './check-surroundings.ts';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

/**
 * Looks at an installation with calls that change nothing. Only causes are reported: when buckets or queues cannot be
 * reached, what depends on them is not looked at.
 */
export async function examine(context: DoctorContext): Promise<Problem[]> {
  const same = checkNames(context);
  const [clock, buckets, queues, topic, publicUrl, keda] = await Promise.all([
    checkClock(context),
    checkBuckets(context),
    checkQueues(context),
    checkTopic(context),
    checkPublicUrl(context),
    checkKeda(context),
  ]);
  const unreachable = [
    ...same,
    ...buckets,
    ...queues.filter(({ fix }) => /URL of the queue|access key|Nothing/.test(fix)),
  ];
  const dependent = unreachable.length > 0 ? [] : await lookAtRules(context);
  return once([...clock, ...same, ...buckets, ...queues, ...topic, ...publicUrl, ...keda, ...dependent]);
}

async function lookAtRules(context: DoctorContext): Promise<Problem[]> {
  const checks = { notifications: checkNotifications, cors: checkCors, 'bucket rules': checkBucketRules };
  const found = Object.entries(checks).map(([name, check]) =>
    check(context).catch((error: unknown) => [explainError(name, name, error)]),
  );
  return (await Promise.all(found)).flat();
}

function checkNames({ settings }: DoctorContext): Problem[] {
  const buckets = [settings.ORIGINALS_BUCKET, settings.THUMBNAILS_BUCKET, settings.DERIVED_BUCKET];
  if (new Set(buckets).size === buckets.length) return [];
  const why = 'A thumbnail among the originals would be made a thumbnail of; the worker refuses to start.';
  return [{ check: 'buckets', what: 'two buckets have the same name', why, fix: 'Use three buckets.' }];
}

/** Wrong credentials fail every check alike. */
function once(problems: readonly Problem[]): Problem[] {
  const isAlike = (a: Problem, b: Problem) =>
    a.fix === b.fix && a.why === b.why && /access key|AWS_ENDPOINT_URL/.test(a.fix);
  return problems.filter(
    (problem, index) => problems.findIndex((other) => other === problem || isAlike(other, problem)) === index,
  );
}
