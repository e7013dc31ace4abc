import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from '../aws-error.ts';
import { buildXml } from './xml.ts';

/** Answers in the query protocol of SNS and STS. */
export function answerQuery(
  response: ServerResponse,
  namespace: string,
  action: string,
  result: object,
): void {
  const body = buildXml({
    [`${action}Response`]: {
      '@xmlns': namespace,
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: randomUUID() },
    },
  });
  response.writeHead(200, { 'content-type': 'text/xml' }).end(body);
}

export function answerQueryError(response: ServerResponse, error: AwsError): void {
  const Type = error.status < 500 ? 'Sender' : 'Receiver';
  const content = { Type, Code: error.code, Message: error.message };
  const body = buildXml({ ErrorResponse: { Error: content, RequestId: randomUUID() } });
  response.writeHead(error.status, { 'content-type': 'text/xml' }).end(body);
}

/** Answers in the JSON protocol of SQS. */
export function answerJsonError(response: ServerResponse, error: AwsError): void {
  const fault = error.status < 500 ? 'Sender' : 'Receiver';
  response.writeHead(error.status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${error.code};${fault}`,
  });
  response.end(JSON.stringify({ __type: `com.amazonaws.sqs#${error.code}`, message: error.message }));
}
