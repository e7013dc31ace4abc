import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

/** AWS refuses signatures that are more than this off: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const maxSkewMs = 5 * 60_000;
const answerMs = 10_000;

/** Whether the topic is there, and its subscriptions are confirmed. */
export async function checkTopic({ sns, settings, signal }: DoctorContext): Promise<Problem[]> {
  const { TOPIC_ARN: TopicArn } = settings;
  try {
    await sns.send(new GetTopicAttributesCommand({ TopicArn }), { abortSignal: signal });
    const command = new ListSubscriptionsByTopicCommand({ TopicArn });
    const { Subscriptions = [] } = await sns.send(command, { abortSignal: signal });
    const pending = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === 'PendingConfirmation');
    if (pending.length === 0) return [];
    const what = `${pending.length} subscriptions of TOPIC_ARN are not confirmed`;
    const why = 'They receive nothing, and SNS deletes them after 2 days.';
    return [
      { check: 'topic', what, why, fix: 'Open the link in the confirmation email, or subscribe again.' },
    ];
  } catch (error) {
    return [explainError('topic', `TOPIC_ARN ${TopicArn}`, error)];
  }
}

/** Whether this clock agrees with that of AWS, by the date of an answer. */
export async function checkClock({ settings, signal, now }: DoctorContext): Promise<Problem[]> {
  const url = settings.AWS_ENDPOINT_URL ?? `https://s3.${settings.AWS_REGION}.amazonaws.com`;
  const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  const date = Date.parse(answer?.headers.get('date') ?? '');
  const skew = Math.abs(now() - date);
  if (!(skew > maxSkewMs)) return [];
  const what = `this clock is ${Math.round(skew / 1000)} s off`;
  return [
    { check: 'clock', what, why: 'AWS refuses every request.', fix: 'Let the machine set its clock by NTP.' },
  ];
}
