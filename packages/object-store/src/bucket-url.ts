import type { S3Client } from '@aws-sdk/client-s3';

/** The client that signs, and the endpoint to sign for. */
export interface SignerOptions {
  /** Provides credentials and region. Sends no request. */
  readonly s3: S3Client;
  readonly bucket: string;
  /** S3 endpoint for clients if it is not AWS. The host is part of the signature. */
  readonly publicEndpoint: string | undefined;
}

/** The bucket's URL by the SDK's endpoint rules: host or path style, partition, FIPS, dual stack. */
export async function resolveBucketUrl({ s3, bucket, publicEndpoint }: SignerOptions): Promise<URL> {
  const { region, useFipsEndpoint, useDualstackEndpoint, endpointProvider } = s3.config;
  return endpointProvider({
    Bucket: bucket,
    Region: await region(),
    UseFIPS: await useFipsEndpoint(),
    UseDualStack: await useDualstackEndpoint(),
    ...(publicEndpoint !== undefined && { Endpoint: publicEndpoint, ForcePathStyle: true }),
  }).url;
}
