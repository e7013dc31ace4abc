import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { toAwsError } from '../aws-error.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { readRequestSignature } from '../signature/read-request-signature.ts';
import type { SignatureVerifier } from '../signature/verify-signature.ts';
import type { Queues } from '../sqs/create-queues.ts';
import { answerError } from './answer.ts';
import { applyCors } from './cors/answer-cors.ts';
import { createBuckets } from './create-buckets.ts';
import { findOperation } from './find-operation.ts';
import { createNotifier } from './notifications/create-notifier.ts';
import { createSequencer } from './object-record.ts';
import { isPostedForm, postObject } from './post/post-object.ts';
import { accessDenied, invalidArgument, invalidRequest } from './s3-errors.ts';
import { createS3Exchange, headerOf, type S3Exchange } from './s3-exchange.ts';
import type { S3Services } from './s3-services.ts';

const GRACE_MS = 2_000;

/** A subset of S3 with path-style addresses. */
export interface S3 {
  /** Answers a request, with an error if need be. @throws InvalidURI (400). */
  handle(request: IncomingMessage, response: ServerResponse, target: RequestTarget): Promise<void>;
  /** Waits up to two seconds for running requests, then for all notifications to be queued. */
  idle(): Promise<void>;
}

/** @param dir where buckets and objects are kept. */
export async function createS3(options: {
  dir: string;
  region: string;
  queues: Queues;
  verifier: SignatureVerifier;
  log: (line: string) => void;
}): Promise<S3> {
  const notifier = createNotifier(options);
  const buckets = await createBuckets(options.dir);
  const services: S3Services = {
    ...options,
    buckets,
    notify: notifier.notify,
    nextSequencer: createSequencer(),
  };
  const running = new Set<Promise<void>>();

  const handle: S3['handle'] = async (request, response, target) => {
    const exchange = createS3Exchange(request, response, target);
    response.setHeader('x-amz-request-id', exchange.requestId);
    response.setHeader('x-amz-id-2', exchange.hostId);
    try {
      await answer(exchange, services);
    } catch (error) {
      if (response.destroyed) return;
      const refusal = toAwsError(error);
      if (refusal.status === 500) options.log(`${exchange.method} ${target.path}: ${refusal.message}`);
      answerError(exchange, refusal);
    }
  };
  return {
    async handle(...request) {
      const one = handle(...request).finally(() => running.delete(one));
      running.add(one);
      await one;
    },
    async idle() {
      await Promise.race([Promise.allSettled(running), setTimeout(GRACE_MS, undefined, { ref: false })]);
      await notifier.idle();
    },
  };
}

async function answer(exchange: S3Exchange, services: S3Services): Promise<void> {
  applyCors(exchange, services.buckets.find(exchange.bucketName));
  if (isPostedForm(exchange)) return postObject(exchange, services);
  if (exchange.method !== 'OPTIONS') await authenticate(exchange, services.verifier);
  return findOperation(exchange)(exchange, services);
}

async function authenticate(exchange: S3Exchange, verifier: SignatureVerifier): Promise<void> {
  const { method, target, request } = exchange;
  const claim = readRequestSignature(request.headers, target);
  if (claim?.service !== 's3') throw accessDenied();
  await verifier.verifyRequest({ method, target, headers: request.headers }, claim);
  checkPayloadHeader(exchange, claim.place === 'header');
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
function checkPayloadHeader(exchange: S3Exchange, required: boolean): void {
  const name = 'x-amz-content-sha256';
  const value = headerOf(exchange, name);
  if (value === undefined) {
    if (required) throw invalidRequest(`Missing required header for this request: ${name}`);
    return;
  }
  if (
    /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-(UNSIGNED|AWS4-HMAC-SHA256)-PAYLOAD(-TRAILER)?)$/.test(value)
  )
    return;
  throw invalidArgument(
    `${name} must be UNSIGNED-PAYLOAD, STREAMING-... or a valid sha256 value.`,
    name,
    value,
  );
}
