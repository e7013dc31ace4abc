import { InvalidArgumentError } from 'commander';

/** An option that is a number, 0 or more. */
export function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError('must be a number.');
  return number;
}

/** An option that is a whole number, 1 or more. */
export function parseCount(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number above 0.');
  return number;
}
