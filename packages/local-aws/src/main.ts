import { startLocalAws } from './start-local-aws.ts';

// For development and tests only. Settings: LOCAL_AWS_DATA_DIR (`.local-aws` by default), LOCAL_AWS_PORT (a free one by
// default), LOCAL_AWS_REGION (us-east-1), LOCAL_AWS_ACCESS_KEY_ID and LOCAL_AWS_SECRET_ACCESS_KEY (test values).
const { env } = process;
const localAws = await startLocalAws({
  dataDir: env.LOCAL_AWS_DATA_DIR ?? '.local-aws',
  port: Number(env.LOCAL_AWS_PORT ?? 0),
  log: (line) => process.stderr.write(`${line}\n`),
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

const { url, mailboxUrl } = localAws;
process.stdout.write(`${JSON.stringify({ url, mailboxUrl })}\n`);
