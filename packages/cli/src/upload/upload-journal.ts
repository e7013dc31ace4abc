import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PhotoFile } from './find-photos.ts';

/** What is known of the upload of a file. `issued`: its URL has been asked for, and may have been used. */
export type UploadState =
  | { readonly state: 'issued'; readonly photoId: string; readonly upload: PresignedPut }
  | { readonly state: 'stored'; readonly photoId: string };

/** Where and how to send a file. */
export interface PresignedPut {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** Remembers uploads across runs, so that no photo is stored twice. */
export interface UploadJournal {
  stateOf(file: PhotoFile): UploadState | undefined;
  note(file: PhotoFile, state: UploadState): Promise<void>;
}

/** Keeps it in a file that only this user can read, a line a step: a run that is killed loses nothing. */
export async function openJournal(file: string): Promise<UploadJournal> {
  const states = new Map<string, UploadState>();
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const entry = parseLine(line);
    if (entry) states.set(entry.file, entry.state);
  }
  await mkdir(path.dirname(file), { recursive: true });
  return {
    stateOf: (photo) => states.get(nameOf(photo)),
    async note(photo, state) {
      states.set(nameOf(photo), state);
      await appendFile(file, `${JSON.stringify({ file: nameOf(photo), state })}\n`, { mode: 0o600 });
    },
  };
}

/** The last line of a run that was killed may be cut off. */
function parseLine(line: string): { file: string; state: UploadState } | undefined {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

function nameOf({ path: file, size, modifiedAt }: PhotoFile): string {
  return `${file} ${size} ${modifiedAt}`;
}
