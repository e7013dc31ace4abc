import { lookup } from 'node:dns/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { type Command, Option } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { checkBuckets } from '../doctor/check-buckets.ts';
import {
  checkPermissions,
  type ServiceWithPermissions,
  servicesWithPermissions,
} from '../doctor/check-permissions.ts';
import { doctorSettings } from '../doctor/doctor-context.ts';
import { examine } from '../doctor/examine.ts';
import { createKubectl } from '../doctor/kubectl.ts';
import type { Problem } from '../doctor/problem.ts';
import { exitCodes } from '../exit-codes.ts';
import { bucketSettings } from '../photos/stores.ts';

interface DoctorFlags {
  readonly namespace?: string;
  readonly service?: ServiceWithPermissions;
  readonly json: boolean;
}

/** Adds `proofsheet doctor`. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .summary('find what is wrong with an installation')
    .description(
      'Checks settings, credentials, clock, buckets, queues, topic, DNS, public URL and KEDA with calls that change nothing. Says what is wrong, why it matters, and what to do.',
    )
    .addOption(
      new Option(
        '--service <name>',
        'check only the permissions that this service needs, with its settings and credentials',
      ).choices(servicesWithPermissions),
    )
    .option('--namespace <name>', 'Kubernetes namespace of the release; default: that of the kube context')
    .option('--json', 'print a line of JSON per problem', false)
    .action(async (flags: DoctorFlags) => {
      const problems = flags.service
        ? await examineService(flags.service, context)
        : await examineAll(flags, context);
      for (const problem of problems) {
        const { check, what, why, fix } = problem;
        context.print(flags.json ? JSON.stringify(problem) : `${check}: ${what}\n  ${why}\n  ${fix}`);
      }
      if (problems.length > 0) context.setExitCode(exitCodes.found);
      else if (!flags.json) context.print('nothing is wrong');
    });
}

async function examineAll({ namespace }: DoctorFlags, context: CommandContext): Promise<Problem[]> {
  const { signal } = context;
  const { settings, options, s3, sqs, close } = connect(context, doctorSettings);
  const sns = new SNSClient(options);
  const surroundings = {
    now: Date.now,
    lookup: async (host: string) => (await lookup(host, { all: true })).map(({ address }) => address),
    kubectl: createKubectl(signal),
    namespace,
  };
  try {
    return await examine({ settings, s3, sqs, sns, signal, ...surroundings });
  } finally {
    sns.destroy();
    close();
  }
}

const settingsOf = {
  upload: doctorSettings.filter((name) => name.endsWith('QUEUE_URL')),
  worker: ['ORIGINALS_QUEUE_URL'],
  notifier: ['THUMBNAILS_QUEUE_URL', 'TOPIC_ARN'],
} as const satisfies Record<ServiceWithPermissions, readonly (typeof doctorSettings)[number][]>;

async function examineService(service: ServiceWithPermissions, context: CommandContext): Promise<Problem[]> {
  const { signal } = context;
  const { settings, options, s3, sqs, close } = connect(context, [...bucketSettings, ...settingsOf[service]]);
  const sns = new SNSClient(options);
  try {
    const buckets = await checkBuckets({ s3, settings, signal });
    return buckets.length > 0 ? buckets : await checkPermissions({ settings, s3, sqs, sns, signal }, service);
  } finally {
    sns.destroy();
    close();
  }
}
