import type { LocalSystem } from '@proofsheet/system';
import { localFile } from '@proofsheet/system';

/** The next steps for the person at the terminal. */
export function welcome({ apiUrl, mailboxUrl, apiKey }: LocalSystem, signInLink: string): string {
  return `
proofsheet is running, on this machine only.

  album    ${signInLink}
  API      ${apiUrl}
  docs     ${apiUrl}/docs
  mailbox  ${mailboxUrl}

The album's link signs you in, once. Ask for an upload URL as a client would:

  curl -s ${apiUrl}/v1/uploads -H 'authorization: Bearer ${apiKey}' \\
    -H 'content-type: application/json' -d '{"filename": "cat.jpg", "contentType": "image/jpeg", "size": 12345}'

Scripts find all of this in ${localFile}. Ctrl-C ends it.
`;
}
