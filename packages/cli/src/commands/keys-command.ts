import { createHash, randomBytes } from 'node:crypto';
import { Argument, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';

/** Adds `proofsheet keys`. */
export function addKeys(program: Command, context: CommandContext): void {
  const keys = program.command('keys').summary('make and rotate API, link and session keys');
  keys
    .command('new')
    .description('Makes a key. Nothing is changed: the output says where it belongs.')
    .addArgument(new Argument('<kind>').choices(['api', 'link', 'session']))
    .option('--name <name>', 'name of the owner, or id of the key', 'new')
    .option('--json', 'print JSON', false)
    .action((kind: string, { name, json }: { name: string; json: boolean }) => {
      const made = kind === 'api' ? newApiKey(name) : newSecret(kind, name);
      context.print(json ? JSON.stringify(made) : describe(made, kind));
    });
  keys
    .command('rotate')
    .description(
      'Prints the order in which a key is replaced without breaking a link, a session or a client.',
    )
    .addArgument(new Argument('<kind>').choices(['api', 'link', 'session']))
    .action((kind: string) => context.print(kind === 'api' ? apiRotation : rotationOf(kind)));
}

interface NewKey {
  /** What the client gets; the services do not need it. */
  readonly key?: string;
  readonly setting: string;
  /** The entry to add to the setting. */
  readonly entry: string;
}

function describe({ key, setting, entry }: NewKey, kind: string): string {
  if (key !== undefined)
    return `Give this to the client, once:\n  ${key}\nAdd this to ${setting}:\n  ${entry}`;
  return `Add this to ${setting}, in the order that "proofsheet keys rotate ${kind}" prints:\n  ${entry}`;
}

/** Only the hash is configured, so the settings do not reveal the key. */
function newApiKey(owner: string): NewKey {
  const key = `ps_${randomBytes(24).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  return { key, setting: 'API_KEYS', entry: `${owner}:${hash}` };
}

function newSecret(kind: string, id: string): NewKey {
  return { setting: settingOf(kind), entry: `${id}:${randomBytes(32).toString('base64')}` };
}

function settingOf(kind: string): string {
  return kind === 'link' ? 'LINK_KEYS' : 'SESSION_KEYS';
}

const apiRotation = `1. proofsheet keys new api --name OWNER
2. Add the new line to API_KEYS beside the old one: both keys are the same owner's.
3. Change the clients.
4. When none uses the old key any more, take its line out. Pods read the file again by themselves.`;

function rotationOf(kind: string): string {
  const lifetime = kind === 'link' ? 'LINK_DAYS after that' : 'an hour after that';
  return `The first key signs, all keys verify.
1. proofsheet keys new ${kind} --name NEW_ID
2. Add the new key to ${settingOf(kind)} behind the others, and wait until every pod has it.
3. Move it to the front, and wait until every pod has it.
4. ${lifetime}, take the old key out. If it has leaked, take it out at once: what it signed ends.`;
}
