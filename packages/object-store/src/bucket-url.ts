import type { S3Client } from '@aws-sdk/client-s3';

/** Whose requests are signed, and for where. */
export interface SignerOptions {
  /** Gives credentials and region; nothing is sent. */
  readonly s3: S3Client;
  readonly bucket: string;
  /** Where those who get the URLs reach S3, if not at AWS itself: the host is signed. */
  readonly publicEndpoint: string | undefined;
}

/** Where the bucket is, by the SDK's own rules: by host or by path, partition, FIPS, dual stack. */
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
