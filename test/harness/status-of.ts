import { get } from 'node:http';

/**
 * The status of a GET of this URL exactly as it is written. `fetch` and browsers resolve `..` in a path, which in an
 * object key is just two dots.
 */
export function statusOf(url: string): Promise<number> {
  const [, host, port, path] = /^http:\/\/([^:/]+):(\d+)(\/.*)$/.exec(url) ?? [];
  return new Promise((resolve, reject) => {
    get({ host, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    }).once('error', reject);
  });
}
