import { AwsError } from '../aws-error.ts';

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors

export function invalidParameter(why: string): AwsError {
  return new AwsError('InvalidParameter', 400, `Invalid parameter: ${why}`);
}

export function notFound(what: string): AwsError {
  return new AwsError('NotFound', 404, `${what} does not exist`);
}
