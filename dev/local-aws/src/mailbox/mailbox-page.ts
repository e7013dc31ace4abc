import type { Mail } from './create-mailbox.ts';

const STYLE = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  article { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; margin: 1rem 0; padding: 1rem; }
  h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
  p { margin: .25rem 0; opacity: .75; font-size: .9rem; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .75rem 0 0; }
  footer { opacity: .75; font-size: .85rem; margin-top: 2rem; }`;

/** The page of all emails, newest first. Their content is escaped. */
export function mailboxPage(mails: readonly Mail[]): string {
  const articles = [...mails].reverse().map(article).join('\n');
  return page('Mailbox', articles || '<p>No emails yet.</p>');
}

/** A page of one sentence. */
export function noticePage(title: string, sentence: string): string {
  return page(title, `<p>${escapeHtml(sentence)}</p><p><a href="/_mailbox">Mailbox</a></p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${content}</main>
<footer>Local stand-in for Amazon SNS, for development and tests only: no email leaves this computer.</footer></body>
</html>
`;
}

function article({ to, subject, body, at }: Mail): string {
  return `<article><h2>${escapeHtml(subject)}</h2>
<p>to ${escapeHtml(to)}, <time datetime="${escapeHtml(at)}">${escapeHtml(at)}</time></p>
<pre>${linkify(body)}</pre></article>`;
}

function linkify(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`,
    )
    .join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
