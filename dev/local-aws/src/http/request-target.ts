import { AwsError } from '../aws-error.ts';

/** The two halves of a request line's target, `path?query`. */
export interface RequestTarget {
  /** Still percent-encoded: a key may hold an encoded slash. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Splits `path?query`. Never normalises: `/bucket/../x` is the key `../x`. */
export function readRequestTarget(url: string): RequestTarget {
  const end = url.indexOf('?');
  if (end === -1) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, end), query: new URLSearchParams(url.slice(end + 1)) };
}

/** @throws InvalidURI (400) when the percent-encoding isn't UTF-8. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}
