import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Stack } from '@proofsheet/local-aws';
import { parse } from 'yaml';
import { type AwsCli, readCommand } from './aws-cli.ts';

interface ServiceValues {
  readonly serviceAccount: { readonly name: string; readonly annotations: Record<string, string> };
}

interface QueueValues {
  readonly url: string;
  readonly deadLetterUrl: string;
}

/** The chart values that a stack outputs. */
export interface Values {
  readonly aws: { readonly region: string };
  readonly buckets: { readonly originals: string; readonly thumbnails: string; readonly derived: string };
  readonly queues: { readonly originals: QueueValues; readonly thumbnails: QueueValues };
  readonly topicArn: string;
  readonly ownerTopics: boolean;
  readonly upload: ServiceValues;
  readonly worker: ServiceValues;
  readonly notifier: ServiceValues & { readonly settings: { readonly NOTIFY_FAILED: boolean } };
  readonly keda: { readonly operatorRoleArn: string };
}

/** Writes the stack's values with the command in docs/aws.md and reads them. */
export async function readValues(aws: AwsCli, folder: string): Promise<Values> {
  const file = path.join(folder, 'values.yaml');
  await rm(file, { force: true });
  await aws(await readCommand('aws cloudformation describe-stacks'), folder);
  return parse(await readFile(file, 'utf8'));
}

/** Paths of values that do not exist in the chart. */
export async function findStrangeValues(values: Values): Promise<string[]> {
  const file = new URL('../../charts/proofsheet/values.yaml', import.meta.url);
  return findStrange(values, parse(await readFile(file, 'utf8')), '');
}

function findStrange(given: object, known: unknown, at: string): string[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const here = `${at}.${name}`;
    // Their members are named by Kubernetes and by the services.
    if (/\.(annotations|settings)$/.test(at)) return [];
    if (typeof known !== 'object' || known === null || !(name in known)) return [here];
    return typeof value === 'object' ? findStrange(value, known[name as keyof typeof known], here) : [];
  });
}

/** The same under the demo's names. */
export function toStack({ buckets, queues, topicArn }: Values): Stack {
  return {
    originalsBucket: buckets.originals,
    thumbnailsBucket: buckets.thumbnails,
    derivedBucket: buckets.derived,
    originalsQueueUrl: queues.originals.url,
    originalsDlqUrl: queues.originals.deadLetterUrl,
    thumbnailsQueueUrl: queues.thumbnails.url,
    thumbnailsDlqUrl: queues.thumbnails.deadLetterUrl,
    topicArn,
  };
}
