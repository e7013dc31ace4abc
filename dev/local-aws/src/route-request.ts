import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, toAwsError } from './aws-error.ts';
import { answerJsonError, answerQuery, answerQueryError } from './http/answer-query.ts';
import { readBody } from './http/read-body.ts';
import { type RequestTarget, readRequestTarget } from './http/request-target.ts';
import type { HandleMailbox } from './mailbox/handle-mailbox.ts';
import type { S3 } from './s3/create-s3.ts';
import { readRequestSignature } from './signature/read-request-signature.ts';
import type { RequestSignature } from './signature/request-signature.ts';
import type { SignatureVerifier } from './signature/verify-signature.ts';
import type { HandleSns } from './sns/create-sns.ts';
import type { Queues } from './sqs/create-queues.ts';

/** The services behind the one port. */
export interface Services {
  readonly s3: S3;
  readonly sns: HandleSns;
  readonly queues: Queues;
  readonly mailbox: HandleMailbox;
  readonly verifier: SignatureVerifier;
}

const SNS_NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
// Ten messages of 256 KiB in one batch is more than SQS takes.
const BODY_BYTES = 4 * 1024 ** 2;

/** Routes by the service in the credential scope: requests to one port differ in nothing else. Never rejects. */
export function createRouter(services: Services) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = readRequestTarget(request.url ?? '/');
    if (target.path === '/_health') return answerHealth(request, response);
    if (target.path === '/_mailbox' || target.path.startsWith('/_mailbox/')) {
      return services.mailbox(request, response, target);
    }
    const claim = findClaim(request, target);
    try {
      if (claim?.service === 'sns') return await answerSns(services, request, response, claim);
      if (claim?.service === 'sqs' || claim?.service === 'sts') {
        return await answerQueues(services, request, response, claim);
      }
      return await services.s3.handle(request, response, target);
    } catch (error) {
      answerFailure(request, response, claim, toAwsError(error));
    }
  };
}

// For probes, which do not sign. No bucket name can start with an underscore.
function answerHealth(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
}

// S3 refuses malformed signatures with its own errors. Only S3 accepts signatures in the query here.
function findClaim({ headers }: IncomingMessage, target: RequestTarget): RequestSignature | undefined {
  try {
    const claim = readRequestSignature(headers, target);
    return claim?.place === 'header' ? claim : undefined;
  } catch {
    return undefined;
  }
}

async function answerSns(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  claim: RequestSignature,
): Promise<void> {
  const { action, result } = await services.sns(await readSignedBody(services.verifier, request, claim));
  answerQuery(response, SNS_NAMESPACE, action, result);
}

async function answerQueues(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  claim: RequestSignature,
): Promise<void> {
  const body = await readSignedBody(services.verifier, request, claim);
  const answer = await services.queues.handle({ headers: request.headers, body });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

async function readSignedBody(
  verifier: SignatureVerifier,
  request: IncomingMessage,
  claim: RequestSignature,
): Promise<Buffer> {
  const { method = 'POST', headers } = request;
  const body = await readBody(request.iterator({ destroyOnReturn: false }), BODY_BYTES);
  await verifier.verifyRequest(
    { method, headers, target: readRequestTarget(request.url ?? '/'), body },
    claim,
  );
  const declared = headers['x-amz-content-sha256'];
  if (declared !== undefined && declared !== createHash('sha256').update(body).digest('hex')) {
    throw new AwsError('SignatureDoesNotMatch', 403, 'x-amz-content-sha256 does not match the body.');
  }
  return body;
}

function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  claim: RequestSignature | undefined,
  error: AwsError,
): void {
  request.resume();
  if (response.headersSent) response.destroy();
  else if (claim?.service === 'sqs') answerJsonError(response, error);
  else answerQueryError(response, error);
}
