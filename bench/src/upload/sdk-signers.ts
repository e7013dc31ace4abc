import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { encodeKey, encodeUri, resolveBucketUrl } from '@proofsheet/object-store';
import { HttpRequest } from '@smithy/protocol-http';
import { createSigners, type SignerSettings, type Signers } from '@proofsheet/upload/signers';

/** Our signers, except that the SDK's `getSignedUrl` signs the PUTs of originals, into the same URLs. */
export async function createSdkSigners(s3: S3Client, settings: SignerSettings): Promise<Signers> {
  return {
    ...(await createSigners(s3, settings)),
    presignOriginal: async ({ key, headers = {}, signedAt, expiresIn }) => {
      const command = new PutObjectCommand({
        Bucket: settings.ORIGINALS_BUCKET,
        Key: key,
        ContentType: headers['content-type'],
        ContentLength: Number(headers['content-length']),
        IfNoneMatch: headers['if-none-match'],
        ChecksumSHA256: headers['x-amz-checksum-sha256'],
      });
      const url = await getSignedUrl(s3, command, {
        signingDate: signedAt,
        expiresIn,
        signableHeaders: new Set(['content-type']),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      return { url, expiresAt: new Date(signedAt.getTime() + expiresIn * 1000) };
    },
  };
}

/** Our signers, except that the SDK's signer, called directly, signs the PUTs of originals, into the same URLs. */
export async function createDirectSigners(s3: S3Client, settings: SignerSettings): Promise<Signers> {
  const publicEndpoint = settings.S3_PUBLIC_ENDPOINT ?? settings.AWS_ENDPOINT_URL;
  const bucketUrl = await resolveBucketUrl({ s3, bucket: settings.ORIGINALS_BUCKET, publicEndpoint });
  const { protocol, hostname, port, pathname } = bucketUrl;
  const root = pathname.replace(/\/$/, '');
  const { credentials, region, sha256 } = s3.config;
  const presigner = new S3RequestPresigner({ credentials, region: await region(), sha256 });
  const signableHeaders = new Set(['content-type']);
  const unhoistableHeaders = new Set(['x-amz-checksum-sha256']);
  return {
    ...(await createSigners(s3, settings)),
    presignOriginal: async ({ method, key, headers, query, signedAt, expiresIn }) => {
      const request = new HttpRequest({
        method,
        protocol,
        hostname,
        ...(port !== '' && { port: Number(port) }),
        path: `${root}/${encodeKey(key)}`,
        headers: { ...headers },
        query: { ...query },
      });
      const options = { signingDate: signedAt, expiresIn, signableHeaders, unhoistableHeaders };
      const signed = await presigner.presign(request, options);
      const pairs = Object.entries(signed.query ?? {}).map(
        ([name, value]) => `${encodeUri(name)}=${encodeUri(String(value))}`,
      );
      const url = `${bucketUrl.origin}${signed.path}?${pairs.join('&')}`;
      return { url, expiresAt: new Date(signedAt.getTime() + expiresIn * 1000) };
    },
  };
}
