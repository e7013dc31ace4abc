import type { LocalSystem } from '@proofsheet/system';

/** Lifetime of the link in seconds: long enough to find the terminal again. */
const linkSeconds = 43_200;

/** A link to the album that signs in the demo's owner, once. */
export async function askForSignInLink({ apiUrl, apiKey }: LocalSystem): Promise<string> {
  const answer = await fetch(`${apiUrl}/auth/codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ expiresIn: linkSeconds }),
  });
  if (!answer.ok) throw new Error(`no sign-in link: the API answered ${answer.status}`);
  return ((await answer.json()) as { url: string }).url;
}
