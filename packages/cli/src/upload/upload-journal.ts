import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MultipartUpload, PresignedPut } from './api-client.ts';
import type { PhotoFile } from './find-photos.ts';

/**
 * What is known of the upload of a file. `issued`: its URL has been asked for, and may have been used. `begun`: some of its
 * parts may be stored.
 */
export type UploadState =
  | { readonly state: 'issued'; readonly photoId: string; readonly upload: PresignedPut }
  | { readonly state: 'begun'; readonly multipart: MultipartUpload }
  | { readonly state: 'stored'; readonly photoId: string };

/** Remembers uploads across runs, so that no photo is stored twice. */
export interface UploadJournal {
  stateOf(file: PhotoFile): UploadState | undefined;
  note(file: PhotoFile, state: UploadState): Promise<void>;
  /** Nothing is known of the file any more. */
  forget(file: PhotoFile): Promise<void>;
}

/** A line. Without a state, nothing is known of the file from then on. */
interface JournalEntry {
  readonly file: string;
  readonly state?: UploadState;
}

/** Keeps it in a file that only this user can read, a line a step: a run that is killed loses nothing. */
export async function openJournal(file: string): Promise<UploadJournal> {
  const states = new Map<string, UploadState>();
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const entry = parseLine(line);
    if (entry?.state) states.set(entry.file, entry.state);
    else if (entry) states.delete(entry.file);
  }
  await mkdir(path.dirname(file), { recursive: true });
  const append = (entry: JournalEntry) => appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  return {
    stateOf: (photo) => states.get(nameOf(photo)),
    async note(photo, state) {
      states.set(nameOf(photo), state);
      await append({ file: nameOf(photo), state });
    },
    async forget(photo) {
      states.delete(nameOf(photo));
      await append({ file: nameOf(photo) });
    },
  };
}

/** The last line of a run that was killed may be cut off. */
function parseLine(line: string): JournalEntry | undefined {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

function nameOf({ path: file, size, modifiedAt }: PhotoFile): string {
  return `${file} ${size} ${modifiedAt}`;
}
