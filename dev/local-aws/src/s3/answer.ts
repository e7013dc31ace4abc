import type { AwsError } from '../aws-error.ts';
import { buildXml } from '../http/xml.ts';
import type { S3Exchange } from './s3-exchange.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Answers with an XML document of the one root element given. */
export function answerXml(exchange: S3Exchange, root: string, content: object): void {
  const body = buildXml({ [root]: { '@xmlns': NAMESPACE, ...content } });
  exchange.response.setHeader('content-type', 'application/xml');
  exchange.response.setHeader('content-length', Buffer.byteLength(body));
  exchange.response.end(body);
}

/** Answers without a body. */
export function answerEmpty(
  exchange: S3Exchange,
  status: number,
  headers: Record<string, string> = {},
): void {
  exchange.response.writeHead(status, { ...headers, ...(status === 200 && { 'content-length': '0' }) });
  exchange.response.end();
}

/** Answers with an error; the body only where HTTP allows one. */
export function answerError(exchange: S3Exchange, error: AwsError): void {
  const { request, response, method, requestId, hostId } = exchange;
  // A client that still sends reads the answer only once it has sent all.
  request.resume();
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { code: Code, message: Message, details } = error;
  const Resource = exchange.target.path;
  const body = buildXml({
    Error: { Code, Message, ...details, Resource, RequestId: requestId, HostId: hostId },
  });
  const bare = method === 'HEAD' || error.status === 304;
  response.writeHead(error.status, bare ? {} : { 'content-type': 'application/xml' });
  response.end(bare ? undefined : body);
}
