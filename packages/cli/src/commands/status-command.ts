import { createS3ObjectStore, type ObjectStore } from '@proofsheet/object-store';
import {
  chooseOutcome,
  isPhotoId,
  notifiedKey,
  outcomePrefix,
  parseOutcomeKey,
  variantKey,
  variantsRoot,
} from '@proofsheet/photos';
import type { Command } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Adds `proofsheet status`. */
export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .summary('print everything known about one photo')
    .description(
      'Prints what is stored of one photo: original, outcomes, thumbnail, variants, notification, trace.',
    )
    .argument('<photo>', 'object key, or owner/photo id')
    .action(async (photo: string) => {
      const names = ['ORIGINALS_BUCKET', 'THUMBNAILS_BUCKET', 'DERIVED_BUCKET'] as const;
      const { s3, settings, close } = connect(context, names);
      try {
        const status = await readStatus(photo, {
          originals: createS3ObjectStore(s3, settings.ORIGINALS_BUCKET),
          thumbnails: createS3ObjectStore(s3, settings.THUMBNAILS_BUCKET),
          derived: createS3ObjectStore(s3, settings.DERIVED_BUCKET),
          signal: context.signal,
        });
        context.print(JSON.stringify(status, null, 2));
        if (!status.original) context.setExitCode(exitCodes.found);
      } finally {
        close();
      }
    });
}

interface Stores {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
  readonly signal: AbortSignal;
}

/** Everything that is stored because of one photo. */
export async function readStatus(photo: string, { originals, thumbnails, derived, signal }: Stores) {
  const key = await findKey(photo, originals, signal);
  const [original, thumbnail, notified, listed, names] = await Promise.all([
    originals.head(key, signal),
    thumbnails.head(key, signal),
    derived.head(notifiedKey(key), signal),
    derived.list({ prefix: outcomePrefix(key), shallow: true }, signal),
    derived.listFolders(variantsRoot, signal),
  ]);
  const records = listed.flatMap((row) => {
    const record = parseOutcomeKey(row.key);
    return record ? [{ ...record, at: row.lastModified }] : [];
  });
  const outcome = original && chooseOutcome(records, original.etag);
  const variants = await Promise.all(
    names.map(async (name) => ({ name, head: await derived.head(variantKey(name, key), signal) })),
  );
  return {
    key,
    status: original ? (outcome?.outcome.status ?? 'processing') : 'gone',
    original,
    outcome: outcome && { ...outcome.outcome, at: outcome.at },
    otherRecords: records.filter((record) => record !== outcome).length,
    thumbnail: thumbnail && {
      ...thumbnail,
      isOfThisVersion: thumbnail.metadata['source-etag'] === original?.etag,
    },
    variants: variants.filter(({ head }) => head).map(({ name, head }) => ({ name, size: head?.size })),
    notifiedAt: notified?.lastModified,
    traceparent: thumbnail?.metadata.traceparent ?? original?.metadata.traceparent,
  };
}

/** `owner/photo id` stands for the one object below it. */
async function findKey(photo: string, originals: ObjectStore, signal: AbortSignal): Promise<string> {
  const [owner = '', photoId = '', ...more] = photo.split('/');
  if (more.length > 0 || !isPhotoId(photoId) || !isPhotoId(owner)) return photo;
  const [found] = await originals.list({ prefix: `photos/${owner}/${photoId}/`, limit: 1 }, signal);
  return found?.key ?? photo;
}
