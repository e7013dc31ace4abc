import { str } from 'envalid';
import { httpUrl, wholeNumber } from './setting-types.ts';

/** The settings of every service. */
export const commonSettings = {
  AWS_REGION: str({ desc: 'AWS region of the buckets, queues and topic' }),
  AWS_ENDPOINT_URL: httpUrl({
    desc: 'Endpoint of S3, SQS and SNS when it is not AWS; buckets are then addressed by path',
    default: undefined,
  }),
  OPS_HOST: str({
    desc: 'Listen address of `/healthz`, `/readyz` and `/metrics`; all IPv6 and IPv4 addresses by default',
    default: undefined,
  }),
  OPS_PORT: wholeNumber({
    min: 0,
    max: 65_535,
    desc: 'Port of the same; 0 picks a free port',
    default: 9090,
  }),
  LOG_LEVEL: str({
    desc: 'Minimum log level',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    default: 'info',
  }),
};
