import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestTarget } from '../http/request-target.ts';
import type { Mailbox } from './create-mailbox.ts';
import { mailboxPage, noticePage } from './mailbox-page.ts';

/** Serves `/_mailbox` and the links in emails. Requests are not signed, so only its own host names are accepted. */
export type HandleMailbox = (
  request: IncomingMessage,
  response: ServerResponse,
  target: RequestTarget,
) => void;

/** Handlers of the links in emails; false if a link is unknown. */
export interface MailLinks {
  confirm(token: string): boolean;
  unsubscribe(token: string): boolean;
}

/** @param ownHost host and port that others use; loopback is always accepted. */
export function createMailboxHandler(mailbox: Mailbox, links: MailLinks, ownHost: string): HandleMailbox {
  return (request, response, { path, query }) => {
    request.resume();
    const { host = '' } = request.headers;
    if (host !== ownHost && !isLoopback(host))
      return answer(response, 403, noticePage('Forbidden', 'Wrong host.'));
    const token = query.get('token') ?? '';
    switch (path) {
      case '/_mailbox':
      case '/_mailbox/':
        return acceptsJson(request)
          ? answerJson(response, mailbox)
          : answer(response, 200, mailboxPage(mailbox.all()));
      case '/_mailbox/confirm':
        return links.confirm(token)
          ? answer(
              response,
              200,
              noticePage('Subscription confirmed', 'You will receive the emails of this topic.'),
            )
          : answer(response, 404, noticePage('Not found', 'This link is not valid.'));
      case '/_mailbox/unsubscribe':
        return links.unsubscribe(token)
          ? answer(
              response,
              200,
              noticePage('Unsubscribed', 'You will receive no more emails of this topic.'),
            )
          : answer(response, 404, noticePage('Not found', 'This link is not valid.'));
      default:
        return answer(response, 404, noticePage('Not found', 'This page does not exist.'));
    }
  };
}

// Otherwise a web page could read the emails by a name of its own that resolves to 127.0.0.1 (DNS rebinding).
function isLoopback(host: string): boolean {
  return /^(127(\.\d+){3}|localhost)(:\d+)?$/i.test(host);
}

function acceptsJson(request: IncomingMessage): boolean {
  return (request.headers.accept ?? '').includes('application/json');
}

function answerJson(response: ServerResponse, mailbox: Mailbox): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(mailbox.all()));
}

function answer(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
}
