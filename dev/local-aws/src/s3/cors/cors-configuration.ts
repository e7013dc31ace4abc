import { AwsError } from '../../aws-error.ts';
import { childrenOf, malformedXml, textOf, type XmlNode } from '../../http/xml.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import { readXmlBody } from '../bucket/read-xml-body.ts';
import { invalidRequest } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import type { CorsRule } from './cors-rule.ts';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putCors: S3Operation = async (exchange, { buckets }) => {
  const bucket = buckets.get(exchange.bucketName);
  const cors = childrenOf(await readXmlBody(exchange, 'CORSConfiguration'), 'CORSRule').map(readRule);
  if (cors.length === 0) throw malformedXml();
  buckets.changeSettings(bucket, { cors });
  answerEmpty(exchange, 200);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const getCors: S3Operation = (exchange, { buckets }) => {
  const { cors } = buckets.get(exchange.bucketName).settings;
  if (cors.length === 0) {
    throw new AwsError('NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist');
  }
  answerXml(exchange, 'CORSConfiguration', { CORSRule: cors.map(writeRule) });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteCors: S3Operation = (exchange, { buckets }) => {
  buckets.changeSettings(buckets.get(exchange.bucketName), { cors: [] });
  answerEmpty(exchange, 204);
};

function readRule(node: XmlNode): CorsRule {
  const texts = (name: string) => childrenOf(node, name).filter((child) => typeof child === 'string');
  const id = textOf(node, 'ID');
  const maxAge = textOf(node, 'MaxAgeSeconds');
  const origins = texts('AllowedOrigin');
  const methods = texts('AllowedMethod');
  const headers = texts('AllowedHeader');
  const unknown = methods.find((method) => !METHODS.includes(method));
  if (unknown)
    throw invalidRequest(`Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
  if (origins.length === 0 || methods.length === 0) throw malformedXml();
  if ([...origins, ...headers].some((pattern) => pattern.split('*').length > 2)) {
    throw invalidRequest('AllowedOrigin and AllowedHeader can not have more than one wildcard.');
  }
  return {
    ...(id && { id }),
    origins,
    methods,
    headers,
    exposed: texts('ExposeHeader'),
    ...(maxAge && { maxAgeSeconds: Number(maxAge) }),
  };
}

function writeRule({ id, origins, methods, headers, exposed, maxAgeSeconds }: CorsRule): object {
  return {
    ...(id && { ID: id }),
    AllowedOrigin: origins,
    AllowedMethod: methods,
    AllowedHeader: headers,
    ExposeHeader: exposed,
    ...(maxAgeSeconds !== undefined && { MaxAgeSeconds: maxAgeSeconds }),
  };
}
