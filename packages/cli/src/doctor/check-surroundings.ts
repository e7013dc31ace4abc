import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

/** AWS refuses signatures that are more than this off: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const maxSkewMs = 5 * 60_000;
const answerMs = 10_000;

/** Whether the topic is there. */
export async function checkTopic({ sns, settings, signal }: DoctorContext): Promise<Problem[]> {
  const command = new GetTopicAttributesCommand({ TopicArn: settings.TOPIC_ARN });
  return sns.send(command, { abortSignal: signal }).then(
    () => [],
    (error: unknown) => [explainError('topic', `TOPIC_ARN ${settings.TOPIC_ARN}`, error)],
  );
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

/** Whether people reach the upload service at PUBLIC_URL, and it is one. */
export async function checkPublicUrl({ settings, signal }: DoctorContext): Promise<Problem[]> {
  const url = settings.PUBLIC_URL;
  const subject = `PUBLIC_URL ${url}`;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    const answer = await fetch(new URL('/openapi.json', url), { signal: limit });
    const document = (await answer.json().catch(() => undefined)) as { paths?: object } | undefined;
    if (document?.paths && '/v1/photos' in document.paths) return [];
    const why = 'Links in emails lead to something else.';
    return [
      {
        check: 'public url',
        what: `${subject} is not the upload service`,
        why,
        fix: 'Correct PUBLIC_URL or the ingress.',
      },
    ];
  } catch (error) {
    const { what } = explainError('public url', subject, error);
    return [
      {
        check: 'public url',
        what,
        why: 'Links in emails do not open, and the album neither.',
        fix: 'Correct PUBLIC_URL, DNS, or the ingress.',
      },
    ];
  }
}
