import type { AwsCli } from './aws-cli.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The roles of the stack. */
export const roles = ['upload', 'worker', 'notifier', 'keda'] as const;
export type Role = (typeof roles)[number];

/** The queue of each service. */
const queues: Partial<Record<Role, string>> = {
  worker: 'proofsheet-originals-events',
  notifier: 'proofsheet-thumbnails-events',
};

/** Creates a user for each role, with exactly the role's permissions. */
export async function createUsers(aws: AwsCli): Promise<Record<Role, Credentials>> {
  const outputs = JSON.parse(
    await aws(
      'aws cloudformation describe-stacks --stack-name proofsheet --query "Stacks[0].Outputs" --output json',
    ),
  ) as { OutputKey: string; OutputValue: string }[];
  const made = await Promise.all(
    roles.map(async (role) => {
      const output = `${role[0]?.toUpperCase()}${role.slice(1)}Permissions`;
      const policy = outputs.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
      await aws(`aws iam create-user --user-name ${role}`);
      await aws(`aws iam attach-user-policy --user-name ${role} --policy-arn ${policy}`);
      const queue = queues[role];
      if (queue)
        await aws(`aws iam put-user-policy --user-name ${role} --policy-name batches ${batches(queue)}`);
      const { AccessKey } = JSON.parse(
        await aws(`aws iam create-access-key --user-name ${role} --output json`),
      );
      return [
        role,
        { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey },
      ] as const;
    }),
  );
  return Object.fromEntries(made) as Record<Role, Credentials>;
}

/**
 * On AWS a batch needs the permission of the single action. The emulator wants a permission with the batch's own name.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
function batches(queue: string): string {
  const Action = ['sqs:DeleteMessageBatch', 'sqs:ChangeMessageVisibilityBatch'];
  const Statement = [{ Effect: 'Allow', Action, Resource: `arn:aws:sqs:*:*:${queue}` }];
  return `--policy-document '${JSON.stringify({ Version: '2012-10-17', Statement })}'`;
}
