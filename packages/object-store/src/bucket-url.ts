import type { S3Client } from '@aws-sdk/client-s3';

/** Who signs, and for which endpoint. */
export interface SignerOptions {
  /** Provides credentials and region. Nothing is sent. */
  readonly s3: S3Client;
  readonly bucket: string;
  /** Endpoint at which clients reach S3 when it is not AWS. The host is part of the signature. */
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
