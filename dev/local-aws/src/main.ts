import { createStack } from './stack/create-stack.ts';
import { startLocalAws } from './start-local-aws.ts';

// For development and tests only. Settings, all with a default:
// LOCAL_AWS_DATA_DIR (.local-aws), LOCAL_AWS_HOST (127.0.0.1: listening address), LOCAL_AWS_PORT (a free port),
// LOCAL_AWS_URL (base URL for others, used in queue URLs and in links in emails), LOCAL_AWS_REGION (us-east-1),
// LOCAL_AWS_ACCESS_KEY_ID and LOCAL_AWS_SECRET_ACCESS_KEY (test values), LOCAL_AWS_STACK (name of a stack to create at the
// start; none), LOCAL_AWS_EMAIL (address to subscribe to its topic; none).
const { env } = process;
const localAws = await startLocalAws({
  dataDir: env.LOCAL_AWS_DATA_DIR ?? '.local-aws',
  port: Number(env.LOCAL_AWS_PORT ?? 0),
  log: (line) => process.stderr.write(`${line}\n`),
  ...(env.LOCAL_AWS_HOST && { host: env.LOCAL_AWS_HOST }),
  ...(env.LOCAL_AWS_URL && { url: env.LOCAL_AWS_URL }),
  ...(env.LOCAL_AWS_REGION && { region: env.LOCAL_AWS_REGION }),
  ...(env.LOCAL_AWS_ACCESS_KEY_ID && { accessKeyId: env.LOCAL_AWS_ACCESS_KEY_ID }),
  ...(env.LOCAL_AWS_SECRET_ACCESS_KEY && { secretAccessKey: env.LOCAL_AWS_SECRET_ACCESS_KEY }),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await localAws.close();
    process.exit(0);
  });
}

const { url, localUrl: endpoint, mailboxUrl, port, region, credentials } = localAws;
const email = env.LOCAL_AWS_EMAIL ? { email: env.LOCAL_AWS_EMAIL } : {};
const stack = env.LOCAL_AWS_STACK
  ? await createStack({ endpoint, region, credentials, name: env.LOCAL_AWS_STACK, ...email })
  : {};
process.stdout.write(`${JSON.stringify({ url, port, mailboxUrl, ...stack })}\n`);
