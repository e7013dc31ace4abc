import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
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
