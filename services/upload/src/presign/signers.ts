import type { S3Client } from '@aws-sdk/client-s3';
import { createPolicySigner, type PolicySigner } from './policy-signer.ts';
import { createPresigner, type Presigner } from './presigner.ts';

/** Everything that signs URLs and forms for clients. */
export interface Signers {
  readonly presignOriginal: Presigner;
  readonly presignThumbnail: Presigner;
  readonly presignDerived: Presigner;
  readonly signOriginalPolicy: PolicySigner;
}

export interface SignerSettings {
  readonly ORIGINALS_BUCKET: string;
  readonly THUMBNAILS_BUCKET: string;
  readonly DERIVED_BUCKET: string;
  readonly AWS_ENDPOINT_URL: string | undefined;
  readonly S3_PUBLIC_ENDPOINT: string | undefined;
}

/** Signs with the credentials of `s3`, for the endpoint that clients use. */
export async function createSigners(s3: S3Client, settings: SignerSettings): Promise<Signers> {
  const publicEndpoint = settings.S3_PUBLIC_ENDPOINT ?? settings.AWS_ENDPOINT_URL;
  const originals = { s3, bucket: settings.ORIGINALS_BUCKET, publicEndpoint };
  return {
    presignOriginal: await createPresigner(originals),
    presignThumbnail: await createPresigner({ ...originals, bucket: settings.THUMBNAILS_BUCKET }),
    presignDerived: await createPresigner({ ...originals, bucket: settings.DERIVED_BUCKET }),
    signOriginalPolicy: await createPolicySigner(originals),
  };
}
