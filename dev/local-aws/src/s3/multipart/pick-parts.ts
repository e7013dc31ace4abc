import { AwsError } from '../../aws-error.ts';
import { malformedXml } from '../../http/xml.ts';
import type { MultipartUpload, UploadedPart } from './multipart-upload.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const SMALLEST_PART = 5 * 1024 ** 2;

/**
 * The uploaded parts that the client wants, in its order.
 * @throws MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall (400).
 */
export function pickParts(
  upload: MultipartUpload,
  wanted: readonly { number: number; etag: string }[],
): UploadedPart[] {
  if (wanted.length === 0) throw malformedXml();
  const parts = wanted.map(({ number, etag }, index) => {
    if (index > 0 && number <= (wanted[index - 1]?.number ?? 0)) throw invalidPartOrder();
    const part = upload.parts.get(number);
    if (part?.md5 !== etag) throw invalidPart(number);
    return part;
  });
  for (const part of parts.slice(0, -1)) if (part.size < SMALLEST_PART) throw entityTooSmall(part);
  return parts;
}

function invalidPartOrder(): AwsError {
  const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
  return new AwsError('InvalidPartOrder', 400, message);
}

function invalidPart(number: number): AwsError {
  const message =
    'One or more of the specified parts could not be found, or its entity tag does not match that of the part.';
  return new AwsError('InvalidPart', 400, message, { PartNumber: String(number) });
}

function entityTooSmall({ number, size }: UploadedPart): AwsError {
  return new AwsError(
    'EntityTooSmall',
    400,
    'Your proposed upload is smaller than the minimum allowed size',
    {
      ProposedSize: String(size),
      MinSizeAllowed: String(SMALLEST_PART),
      PartNumber: String(number),
    },
  );
}
