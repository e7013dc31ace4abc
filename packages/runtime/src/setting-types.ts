import { EnvError, makeValidator } from 'envalid';

interface WholeNumber {
  readonly min: number;
  readonly max: number;
  readonly desc: string;
  readonly default?: number;
}

/** A whole number from `min` to `max`; `range` holds both. Required unless it has a default. */
export function wholeNumber({ min, max, desc, default: fallback }: WholeNumber) {
  const validate = makeValidator<number>((input) => {
    const value = Number(input);
    if (!/^-?\d+$/.test(input) || value < min || value > max) {
      throw new EnvError(`must be a whole number from ${min} to ${max}, not "${input}"`);
    }
    return value;
  });
  const spec = fallback === undefined ? validate({ desc }) : validate({ desc, default: fallback });
  return Object.assign(spec, { range: { min, max } });
}

/** An http or https URL. Trailing slashes are dropped, so that paths can be appended. */
export const httpUrl = makeValidator<string>((input) => {
  if (!URL.canParse(input) || !/^https?:$/.test(new URL(input).protocol)) {
    throw new EnvError(`must be an http or https URL, not "${input}"`);
  }
  return input.replace(/\/+$/, '');
});

/** An S3 bucket name: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucket = makeValidator<string>((input) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(input)) {
    throw new EnvError(`must be the name of an S3 bucket, not "${input}"`);
  }
  return input;
});

/** Comma-separated values, at least one. */
export const list = makeValidator<string[]>((input) => {
  const values = input.split(',').map((value) => value.trim());
  if (values.some((value) => value === '')) throw new EnvError('must be comma-separated values');
  return values;
});
