/**
 * What the SDK's clients are made with. An endpoint that is not AWS itself seldom has a host name for each bucket,
 * so that buckets are addressed by path there.
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
