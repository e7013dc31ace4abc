import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { ProblemError, type ProblemName } from './problem.ts';

// Importing node:http would load undici, as in the ops server.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** Errors of requests that Node cannot parse: https://nodejs.org/api/http.html#event-clienterror */
const problemOfCode: Readonly<Record<string, ProblemName>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/** Answers requests that are not HTTP or did not arrive in time with problem details, and closes the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = new ProblemError(problemOfCode[error.code ?? ''] ?? 'invalid-request');
  const body = JSON.stringify(problem.toBody(randomUUID()));
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nconnection: close\r\ncache-control: no-store\r\n` +
        `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
        `\r\n${body}`,
    );
  }
  socket.destroy(error);
}
