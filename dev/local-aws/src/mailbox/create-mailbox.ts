import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An email, kept instead of being sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The emails of this development server. */
export interface Mailbox {
  add(mail: Omit<Mail, 'at'>): void;
  /** Oldest first. */
  all(): readonly Mail[];
}

const MOST_MAILS = 10_000;

/** Stores emails in a file, one JSON object per line, and keeps the last 10,000 in memory. */
export function createMailbox(dir: string): Mailbox {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'mails.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const mails = lines.slice(-MOST_MAILS).map((line) => JSON.parse(line) as Mail);
  return {
    add(mail) {
      const dated = { ...mail, at: new Date().toISOString() };
      appendFileSync(path, `${JSON.stringify(dated)}\n`);
      mails.push(dated);
      if (mails.length > MOST_MAILS) mails.shift();
    },
    all: () => mails,
  };
}
