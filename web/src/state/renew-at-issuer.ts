/** Milliseconds that the issuer may take. */
const patience = 20_000;

/**
 * Renews the session at the issuer, in a hidden frame that asks the person nothing. Resolves when the frame is through:
 * only the service can tell whether the issuer still knew the person, or let itself be framed at all.
 */
export async function renewAtIssuer(document: Document): Promise<void> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = '/auth/login?prompt=none&frame=1';
  const loaded = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
    setTimeout(resolve, patience);
  });
  document.body.append(frame);
  await loaded;
  frame.remove();
}
