import { createServer } from 'node:http';
import { join } from 'node:path';
import { listen } from './listen.ts';
import { createMailbox } from './mailbox/create-mailbox.ts';
import { createMailboxHandler } from './mailbox/handle-mailbox.ts';
import { createRouter } from './route-request.ts';
import { createS3 } from './s3/create-s3.ts';
import type { Credentials } from './signature/sign-again.ts';
import { createSignatureVerifier } from './signature/verify-signature.ts';
import { createSns } from './sns/create-sns.ts';
import { createMailLinks } from './sns/mail-links.ts';
import { createTopicStore } from './sns/topic-store.ts';
import { createQueues } from './sqs/create-queues.ts';

/** Options. All but the folder have a default. */
export interface LocalAwsOptions {
  /** Folder of buckets, objects, topics and emails; created if it does not exist. Queues are kept in memory. */
  readonly dataDir: string;
  /** Listening address: 127.0.0.1 by default, since one key pair may do everything. */
  readonly host?: string;
  /** Default: 0, a free port. */
  readonly port?: number;
  /** Base URL that others use, if it differs: used in queue URLs and in links in emails. */
  readonly url?: string;
  /** `us-east-1` by default. Signatures for another region are refused. */
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** Logs internal errors, a line each. Lines never hold a signature. */
  readonly log?: (line: string) => void;
}

/** A running server. */
export interface LocalAws {
  /** Endpoint of every service, for others. */
  readonly url: string;
  /** The same, for this process. */
  readonly localUrl: string;
  readonly port: number;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: Credentials;
  /** A page for people; with `Accept: application/json`, `[{to, subject, body, at}]`, oldest first. */
  readonly mailboxUrl: string;
  /** Finishes running requests and notifications, and ends long polls. */
  close(): Promise<void>;
}

const ACCOUNT_ID = '000000000000';

/**
 * Starts S3, SQS, SNS and STS on one port, for development and tests only.
 * S3 is path-style: clients need `forcePathStyle`.
 * @throws Error if the port is taken or the folder is not writable.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { dataDir, host = '127.0.0.1', region = 'us-east-1', log = () => {} } = options;
  const credentials = {
    accessKeyId: options.accessKeyId ?? 'LOCALAWSACCESSKEY000',
    secretAccessKey: options.secretAccessKey ?? 'local-aws-secret-for-development-only',
  };
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 });
  const listening = await listen(server, host, options.port ?? 0);
  const { port } = listening;
  const localUrl = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const url = options.url ?? localUrl;

  const verifier = createSignatureVerifier({ credentials, region });
  const queues = await createQueues({ region, queueUrlBase: url });
  const s3 = await createS3({ dir: join(dataDir, 's3'), region, queues, verifier, log });
  const mailbox = createMailbox(join(dataDir, 'mailbox'));
  const store = createTopicStore(join(dataDir, 'sns'));
  const sns = createSns({ region, accountId: ACCOUNT_ID, url, store, mailbox, queues, log });
  const mailboxPage = createMailboxHandler(mailbox, createMailLinks(store), new URL(url).host);
  server.on('request', createRouter({ s3, sns, queues, mailbox: mailboxPage, verifier }));

  return {
    url,
    localUrl,
    port,
    region,
    accountId: ACCOUNT_ID,
    credentials,
    mailboxUrl: `${url}/_mailbox`,
    async close() {
      listening.refuse();
      await s3.idle();
      await queues.close();
      await listening.close();
    },
  };
}
