import { createQueueApp } from './create-queue-app.ts';

/** A message attribute as SQS takes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A request whose signature was verified. */
export interface QueueRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A response, to be sent as it is. */
export interface QueueAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Buffer;
}

/** SQS and STS, within this process. */
export interface Queues {
  /** Answers a request of the SQS (JSON) or STS (query) protocol; a long poll takes as long as it asks for. */
  handle(request: QueueRequest): Promise<QueueAnswer>;
  /** Whether there is a queue of that ARN. */
  exists(queueArn: string): Promise<boolean>;
  /** @throws Error if SQS refuses the message. */
  send(queueArn: string, body: string, attributes?: Record<string, MessageAttribute>): Promise<void>;
  /** Ends open long polls. */
  close(): Promise<void>;
}

/**
 * The queues are kept in memory. There is no listener: requests are function calls.
 * @param queueUrlBase what queue URLs begin with, e.g. `http://127.0.0.1:4566`.
 */
export async function createQueues(options: { region: string; queueUrlBase: string }): Promise<Queues> {
  const { app, store } = await createQueueApp(options.region);
  app.addHook('preSerialization', async (_request, _reply, payload) =>
    relocate(payload, options.queueUrlBase),
  );
  await app.ready();

  const handle = async (request: QueueRequest): Promise<QueueAnswer> => {
    const headers = pickHeaders(request.headers);
    // Otherwise messages whose delay or visibility has ended are counted again only at the next receive.
    if (headers['x-amz-target'] === 'AmazonSQS.GetQueueAttributes') store.processAllTimers();
    const answer = await app.inject({ method: 'POST', url: '/', headers, payload: request.body });
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  };
  const call = (action: string, input: object): Promise<QueueAnswer> =>
    handle({
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
      body: Buffer.from(JSON.stringify(input)),
    });

  return {
    handle,
    async exists(queueArn) {
      const answer = await call('GetQueueUrl', { QueueName: nameOf(queueArn) });
      return answer.status === 200;
    },
    async send(queueArn, body, attributes) {
      const QueueUrl = `${options.queueUrlBase}/000000000000/${nameOf(queueArn)}`;
      const input = { QueueUrl, MessageBody: body, ...(attributes && { MessageAttributes: attributes }) };
      const answer = await call('SendMessage', input);
      if (answer.status !== 200) throw new Error(`${queueArn}: ${answer.body.toString()}`);
    },
    async close() {
      await app.close();
    },
  };
}

function nameOf(queueArn: string): string {
  return queueArn.slice(queueArn.lastIndexOf(':') + 1);
}

// The region of a queue is read from `authorization`.
function pickHeaders(headers: QueueRequest['headers']): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'authorization', 'host'];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]] as const] : [])),
  );
}

// fauxqs's queue URLs name a host below `.localhost`, which some resolvers do not know.
function relocate(payload: unknown, base: string): unknown {
  if (typeof payload !== 'object' || payload === null) return payload;
  const move = (url: string) => base + new URL(url).pathname;
  if ('QueueUrl' in payload && typeof payload.QueueUrl === 'string') {
    return { ...payload, QueueUrl: move(payload.QueueUrl) };
  }
  if ('QueueUrls' in payload && Array.isArray(payload.QueueUrls)) {
    return { ...payload, QueueUrls: payload.QueueUrls.map(move) };
  }
  if ('queueUrls' in payload && Array.isArray(payload.queueUrls)) {
    return { ...payload, queueUrls: payload.queueUrls.map(move) };
  }
  return payload;
}
