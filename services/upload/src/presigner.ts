import type { S3Client } from '@aws-sdk/client-s3';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { HttpRequest } from '@smithy/protocol-http';

/** What may be done with a URL. */
export interface PresignRequest {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  /** Signed: whoever uses the URL must send exactly these. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed, and part of the URL. */
  readonly query: Readonly<Record<string, string>>;
  readonly signedAt: Date;
  readonly expiresIn: number;
}

/** Makes presigned URLs of one bucket. They are secrets. */
export type Presigner = (request: PresignRequest) => Promise<string>;

interface PresignerOptions {
  /** Gives credentials and region; nothing is sent. */
  readonly s3: S3Client;
  readonly bucket: string;
  /** Where those who get the URLs reach S3, if not at AWS itself: the host is signed. */
  readonly publicEndpoint: string | undefined;
}

// The signer leaves the content type unsigned, and moves the checksum into the query, where S3 does not look at it.
const signableHeaders = new Set(['content-type']);
const unhoistableHeaders = new Set(['x-amz-checksum-sha256']);

/**
 * Signs with the SDK's signer but without the client's middleware, which takes most of the time of `getSignedUrl`;
 * the result is the same.
 */
export async function createPresigner(options: PresignerOptions): Promise<Presigner> {
  const { s3 } = options;
  const base = await resolveBucketUrl(options);
  const { protocol, hostname, port } = base;
  const root = base.pathname.replace(/\/$/, '');
  const { credentials, region, sha256 } = s3.config;
  const signer = new S3RequestPresigner({ credentials, region, sha256 });
  return async ({ method, key, headers = {}, query, signedAt, expiresIn }) => {
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: `${root}/${key.split('/').map(encode).join('/')}`,
      query: { ...query },
      headers: { ...headers },
    });
    const signed = await signer.presign(request, {
      signingDate: signedAt,
      expiresIn,
      signableHeaders,
      unhoistableHeaders,
    });
    return `${base.origin}${signed.path}?${toQueryString(signed.query ?? {})}`;
  };
}

/** Where the bucket is, by the SDK's own rules: by host or by path, partition, FIPS, dual stack. */
async function resolveBucketUrl({ s3, bucket, publicEndpoint }: PresignerOptions): Promise<URL> {
  const { region, useFipsEndpoint, useDualstackEndpoint, endpointProvider } = s3.config;
  return endpointProvider({
    Bucket: bucket,
    Region: await region(),
    UseFIPS: await useFipsEndpoint(),
    UseDualStack: await useDualstackEndpoint(),
    ...(publicEndpoint !== undefined && { Endpoint: publicEndpoint, ForcePathStyle: true }),
  }).url;
}

function toQueryString(query: HttpRequest['query']): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(String(query[name]))}`)
    .join('&');
}

/** What SigV4 leaves as it is: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
