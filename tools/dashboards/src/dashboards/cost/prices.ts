import { figure } from '../variables.ts';

/** AWS list prices in us-east-1, November 2026, in US dollars. Users replace them with their own. */
export const prices = [
  // https://aws.amazon.com/s3/pricing/
  figure('price_s3_put', 'S3: 1,000 PUT or LIST', 0.005),
  figure('price_s3_get', 'S3: 1,000 GET or HEAD', 0.0004),
  figure('price_s3_gb', 'S3: GB a month', 0.023),
  // https://aws.amazon.com/vpc/pricing/ 0.045; nothing with a gateway endpoint for S3
  figure('price_nat_gb', 'NAT gateway: GB (0 with a gateway endpoint)', 0.045),
  // https://aws.amazon.com/sqs/pricing/
  figure('price_sqs', 'SQS: 1 million requests', 0.4),
  // https://aws.amazon.com/sns/pricing/
  figure('price_sns', 'SNS: 1 million messages', 0.5),
  figure('price_email', 'SNS: 1,000 emails', 0.02),
  // https://aws.amazon.com/fargate/pricing/
  figure('price_vcpu', 'vCPU hour', 0.04048),
];
