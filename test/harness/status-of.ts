import { get } from 'node:http';

/**
 * The status of a GET of exactly this URL. `fetch` and browsers resolve `..` in a path, which is plain text in an object
 * key.
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
