import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { bucketSettings } from '../photos/stores.ts';
import type { DoctorContext } from './doctor-context.ts';
import type { Problem } from './problem.ts';

const deploy = 'Deploy aws/stack.yaml, or set it as there.';
/** Records of the derived bucket that nothing needs after 30 days. */
const passingPrefixes = ['pending/', 'claims/', 'notified/', 'sweeps/'];
/** What lasts as long as its original. */
const lastingPrefixes = ['outcomes/', 'variants/'];

/** Whether the buckets are private, encrypted, and clean up what is left behind. */
export async function checkBucketRules(context: DoctorContext): Promise<Problem[]> {
  const all = await Promise.all(
    bucketSettings.map(async (name) => {
      const bucket = context.settings[name];
      const [rules, versioned, access, encryption] = await Promise.all([
        readLifecycle(context, bucket),
        isVersioned(context, bucket),
        checkPublicAccess(context, bucket),
        checkEncryption(context, bucket),
      ]);
      return [
        ...access,
        ...encryption,
        ...judgeVersions(name, versioned, rules),
        ...judgeLifecycle(name, rules),
      ];
    }),
  );
  return all.flat();
}

type BucketSetting = (typeof bucketSettings)[number];

function judgeLifecycle(name: BucketSetting, rules: readonly LifecycleRule[]): Problem[] {
  if (name === 'ORIGINALS_BUCKET') {
    if (rules.some((rule) => rule.AbortIncompleteMultipartUpload && prefixOf(rule) === '')) return [];
    const what = 'no lifecycle rule of the originals bucket ends abandoned multipart uploads';
    return [problem('lifecycle', what, 'Parts of uploads that never end are paid for ever.', deploy)];
  }
  const expiring = rules.filter(({ Expiration }) => Expiration?.Days !== undefined);
  const lasting = name === 'DERIVED_BUCKET' ? lastingPrefixes : [''];
  const harmful = expiring.find((rule) => lasting.some((prefix) => isFor(rule, prefix)));
  if (harmful) {
    const what = `the lifecycle rule ${harmful.ID ?? ''} deletes what is made of photos from ${name}`;
    return [
      problem('lifecycle', what, 'Photos lose their thumbnails, and each sweep makes them again.', deploy),
    ];
  }
  if (name !== 'DERIVED_BUCKET') return [];
  const kept = passingPrefixes.filter((prefix) => !expiring.some((rule) => isFor(rule, prefix)));
  if (kept.length === 0) return [];
  const what = `no lifecycle rule of the derived bucket deletes old ${kept.join(', ')}`;
  return [problem('lifecycle', what, 'Records of notifications and sweeps pile up.', deploy)];
}

function judgeVersions(name: BucketSetting, versioned: boolean, rules: readonly LifecycleRule[]): Problem[] {
  if (!versioned || rules.some((rule) => rule.NoncurrentVersionExpiration && prefixOf(rule) === ''))
    return [];
  const what = `${name} keeps old versions, and no lifecycle rule deletes them`;
  const why = 'Deleted photos and rewritten records stay, and are paid for.';
  return [
    problem('versioning', what, why, 'Add a rule with NoncurrentVersionExpiration, as in aws/stack.yaml.'),
  ];
}

async function checkPublicAccess(context: DoctorContext, Bucket: string): Promise<Problem[]> {
  const access = await answerUnless(
    'NoSuchPublicAccessBlockConfiguration',
    context.s3.send(new GetPublicAccessBlockCommand({ Bucket }), { abortSignal: context.signal }),
  );
  const block = access?.PublicAccessBlockConfiguration ?? {};
  const names = [
    'BlockPublicAcls',
    'BlockPublicPolicy',
    'IgnorePublicAcls',
    'RestrictPublicBuckets',
  ] as const;
  const off = names.filter((name) => !block[name]);
  if (off.length === 0) return [];
  const what = `the bucket ${Bucket} does not block public access: ${off.join(', ')}`;
  return [problem('public access', what, 'A policy or ACL can make all photos public.', deploy)];
}

async function checkEncryption(context: DoctorContext, Bucket: string): Promise<Problem[]> {
  const encryption = await answerUnless(
    'ServerSideEncryptionConfigurationNotFoundError',
    context.s3.send(new GetBucketEncryptionCommand({ Bucket }), { abortSignal: context.signal }),
  );
  const [rule] = encryption?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
  if (!algorithm)
    return [
      problem('encryption', `the bucket ${Bucket} is not encrypted`, 'Photos lie on disks in clear.', deploy),
    ];
  if (!algorithm.startsWith('aws:kms') || rule?.BucketKeyEnabled) return [];
  const what = `the bucket ${Bucket} is encrypted by ${algorithm} without a bucket key`;
  const why = 'Each object costs requests to KMS, and the roles need permissions for the key.';
  return [
    problem('encryption', what, why, 'Use SSE-S3 (AES256) as aws/stack.yaml does, or enable a bucket key.'),
  ];
}

async function readLifecycle({ s3, signal }: DoctorContext, Bucket: string): Promise<LifecycleRule[]> {
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket });
  const lifecycle = await answerUnless(
    'NoSuchLifecycleConfiguration',
    s3.send(command, { abortSignal: signal }),
  );
  return (lifecycle?.Rules ?? []).filter(({ Status }) => Status === 'Enabled');
}

async function isVersioned({ s3, signal }: DoctorContext, Bucket: string): Promise<boolean> {
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }), { abortSignal: signal });
  return Status === 'Enabled';
}

/** An answer, or undefined in place of this error. */
async function answerUnless<T>(errorName: string, answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: Error) => {
    if (error.name === errorName) return undefined;
    throw error;
  });
}

/** A rule without a filter is for all objects. Rules with a filter by tag or size are for none that we know. */
function prefixOf({ Filter, Prefix }: LifecycleRule): string | undefined {
  if (Filter?.Tag ?? Filter?.ObjectSizeGreaterThan ?? Filter?.ObjectSizeLessThan) return undefined;
  if (Filter?.And) return Filter.And.Tags ? undefined : (Filter.And.Prefix ?? '');
  return Filter?.Prefix ?? Prefix ?? '';
}

function problem(check: string, what: string, why: string, fix: string): Problem {
  return { check, what, why, fix };
}

/** Whether the rule is for all objects with this prefix. */
function isFor(rule: LifecycleRule, prefix: string): boolean {
  const own = prefixOf(rule);
  return own !== undefined && prefix.startsWith(own);
}
