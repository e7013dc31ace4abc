import assert from 'node:assert/strict';
import type { AwsCli } from './aws-cli.ts';

/** Deploys a second stack that uses KEDA's role of the first: both may then be read with it. Removes it again. */
export async function checkSharedRole(run: AwsCli): Promise<void> {
  const output = `--output text --query "Stacks[0].Outputs[?OutputKey=='KedaRoleName'].OutputValue"`;
  const describe = (stack: string) =>
    run(`aws cloudformation describe-stacks --stack-name ${stack} ${output}`);
  const role = (await describe('proofsheet')).trim();
  assert.notEqual(role, '');
  await run(
    `aws cloudformation deploy --stack-name second --template-file aws/stack.yaml --capabilities CAPABILITY_IAM --parameter-overrides KedaRoleName=${role}`,
  );
  const attached = await run(`aws iam list-attached-role-policies --role-name ${role}`);
  assert.equal(JSON.parse(attached).AttachedPolicies.length, 2);
  assert.equal((await describe('second')).trim(), '');
  await run('aws cloudformation delete-stack --stack-name second');
  await run('aws cloudformation wait stack-delete-complete --stack-name second');
}
