import { str } from 'envalid';
import { httpUrl, wholeNumber } from './setting-types.ts';

/** The settings that every service has. */
export const commonSettings = {
  AWS_REGION: str({ desc: 'Region of buckets, queues and topic' }),
  AWS_ENDPOINT_URL: httpUrl({
    desc: 'Where S3, SQS and SNS are, if not at AWS itself; buckets are then addressed by path',
    default: undefined,
  }),
  OPS_HOST: str({
    desc: 'Address on which `/healthz`, `/readyz` and `/metrics` are served',
    default: '0.0.0.0',
  }),
  OPS_PORT: wholeNumber({ min: 0, max: 65_535, desc: 'Port of the same; 0 takes a free one', default: 9090 }),
  LOG_LEVEL: str({
    desc: 'Least important lines that are logged',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    default: 'info',
  }),
};
