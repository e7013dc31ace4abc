import { AwsError } from '../../aws-error.ts';
import type { Bucket } from '../bucket.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { S3Operation } from '../s3-services.ts';
import type { CorsRule } from './cors-rule.ts';

/** Answers a CORS preflight. @throws AccessForbidden (403) if no rule allows it. */
export const answerPreflight: S3Operation = (exchange, { buckets }) => {
  const origin = headerOf(exchange, 'origin');
  const method = headerOf(exchange, 'access-control-request-method');
  const asked = splitList(headerOf(exchange, 'access-control-request-headers'));
  const bucket = buckets.find(exchange.bucketName);
  const rule = origin && method ? findRule(bucket, origin, method, asked) : undefined;
  if (!origin || !rule) {
    const message = 'CORSResponse: This CORS request is not allowed.';
    throw new AwsError('AccessForbidden', 403, message, { Method: method ?? '', ResourceType: 'OBJECT' });
  }
  setHeaders(exchange, rule, origin);
  if (asked.length > 0) exchange.response.setHeader('access-control-allow-headers', asked.join(', '));
  exchange.response.writeHead(200, { 'content-length': 0 }).end();
};

/** Adds CORS headers to the response, errors included, if a rule allows it. */
export function applyCors(exchange: S3Exchange, bucket: Bucket | undefined): void {
  const origin = headerOf(exchange, 'origin');
  if (!origin) return;
  const rule = findRule(bucket, origin, exchange.method, []);
  if (rule) setHeaders(exchange, rule, origin);
}

function findRule(
  bucket: Bucket | undefined,
  origin: string,
  method: string,
  headers: string[],
): CorsRule | undefined {
  return bucket?.settings.cors.find(
    (rule) =>
      rule.methods.includes(method) &&
      rule.origins.some((pattern) => matchesWildcard(pattern, origin)) &&
      headers.every((header) =>
        rule.headers.some((pattern) => matchesWildcard(pattern.toLowerCase(), header)),
      ),
  );
}

function setHeaders({ response }: S3Exchange, rule: CorsRule, origin: string): void {
  const anyone = rule.origins.includes('*');
  response.setHeader('access-control-allow-origin', anyone ? '*' : origin);
  if (!anyone) response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('access-control-allow-methods', rule.methods.join(', '));
  if (rule.exposed.length > 0) response.setHeader('access-control-expose-headers', rule.exposed.join(', '));
  if (rule.maxAgeSeconds !== undefined) response.setHeader('access-control-max-age', rule.maxAgeSeconds);
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
}

function matchesWildcard(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

function splitList(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((name) => (name.trim() ? [name.trim().toLowerCase()] : []));
}
