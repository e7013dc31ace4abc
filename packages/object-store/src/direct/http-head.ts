/** The head of an HTTP response. */
export interface HttpHead {
  readonly status: number;
  /** Names in lower case. Values of repeated headers are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Characters of a header name: RFC 9110, 5.6.2. */
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

/**
 * Parses the head of an HTTP/1.1 response, without the final empty line.
 * @throws Error for anything that does not follow RFC 9112 strictly. The caller then falls back to the SDK.
 */
export function parseHttpHead(text: string): HttpHead {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = /^HTTP\/1\.1 ([1-5]\d\d)(?: [^\r\n\0]*)?$/.exec(statusLine)?.[1];
  if (status === undefined) throw new Error('not the status line of HTTP/1.1');
  const headers: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const [, name = '', value = ''] = headerLine.exec(line) ?? [];
    if (name === '' || /[\r\n\0]/.test(value)) throw new Error('not a header');
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return { status: Number(status), headers };
}

/**
 * Length of the body in bytes.
 * @throws Error unless the head gives it as a plain Content-Length.
 */
export function bodyLength({ status, headers }: HttpHead, method: string): number {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  // Another head follows a 1xx status.
  if (status < 200) throw new Error('not a plain answer');
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new Error('not a length');
  // S3 sends `Transfer-Encoding: chunked` with a 404 to a HEAD; there is no body: RFC 9112, 6.3.
  if (method === 'HEAD') return 0;
  if (encoding !== undefined) throw new Error('not a plain answer');
  if (status === 204 || status === 304) return 0;
  if (length === undefined) throw new Error('no length');
  return Number(length);
}

/** Whether this is how S3 says that there is no such object: with a short body whose length it does not tell. */
export function isChunkedAbsence({ status, headers }: HttpHead, method: string): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  return method === 'GET' && status === 404 && encoding === 'chunked' && length === undefined;
}
