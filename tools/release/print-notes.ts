import { readFile } from 'node:fs/promises';
import { releaseNotes } from './release-notes.ts';

/** `pnpm release:notes VERSION`: prints what the changelog says about a version. */
const changelog = await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
process.stdout.write(`${releaseNotes(changelog, process.argv[2] ?? '')}\n`);
