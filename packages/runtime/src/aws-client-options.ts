/**
 * Options of the SDK's clients. With an endpoint that is not AWS, buckets are addressed by path, because such endpoints
 * rarely have a host name per bucket.
 */
export function createAwsClientOptions(settings: {
  AWS_REGION: string;
  AWS_ENDPOINT_URL: string | undefined;
}) {
  return {
    region: settings.AWS_REGION,
    ...(settings.AWS_ENDPOINT_URL === undefined
      ? {}
      : { endpoint: settings.AWS_ENDPOINT_URL, forcePathStyle: true }),
  };
}
