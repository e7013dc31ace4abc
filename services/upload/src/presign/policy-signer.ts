import { resolveBucketUrl, type SignerOptions } from '@proofsheet/object-store';
import { createSigningKeys, endOfSignature, toAmzDate } from './signing-key.ts';

/** What a form permits. */
export interface PolicyRequest {
  /** Fields that the form must send exactly as they are. */
  readonly fields: Readonly<Record<string, string>>;
  /** Exact number of bytes of the file. */
  readonly size: number;
  readonly signedAt: Date;
  readonly expiresIn: number;
}

/** A form's URL and fields, which are secret, and when it expires: see `endOfSignature`. */
export interface SignedForm {
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly expiresAt: Date;
}

/** Signs policies of one bucket. */
export type PolicySigner = (request: PolicyRequest) => Promise<SignedForm>;

/**
 * Signs what a browser's form may upload:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function createPolicySigner(options: SignerOptions): Promise<PolicySigner> {
  const { href } = await resolveBucketUrl(options);
  const { credentials, region } = options.s3.config;
  const findKey = createSigningKeys(await region());
  return async ({ fields, size, ...time }) => {
    const identity = await credentials();
    const date = toAmzDate(time.signedAt);
    const expiresAt = endOfSignature(time, identity);
    const key = findKey(identity, date.slice(0, 8));
    const signed = {
      ...fields,
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${identity.accessKeyId}/${key.scope}`,
      'X-Amz-Date': date,
      ...(identity.sessionToken !== undefined && { 'X-Amz-Security-Token': identity.sessionToken }),
    };
    const conditions = [
      { bucket: options.bucket },
      ...Object.entries(signed).map(([name, value]) => ['eq', `$${name}`, value]),
      ['content-length-range', size, size],
    ];
    const policy = { expiration: expiresAt.toISOString(), conditions };
    const encoded = Buffer.from(JSON.stringify(policy)).toString('base64');
    return {
      url: href,
      fields: { ...signed, Policy: encoded, 'X-Amz-Signature': key.sign(encoded) },
      expiresAt,
    };
  };
}
