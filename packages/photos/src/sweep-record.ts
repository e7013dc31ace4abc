/** What a sweep can find of a photo. */
export const sweepFindings = [
  'missing',
  'outdated',
  'orphaned',
  'damaged',
  'leftover',
  'recipe',
  'failed',
] as const;
export type SweepFinding = (typeof sweepFindings)[number];

/** The result of the last sweep of all photos that came to its end. */
export interface SweepRecord {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Photos that were compared. */
  readonly photos: number;
  /** Photos for which a check was sent. */
  readonly found: Readonly<Record<SweepFinding, number>>;
}

/** Where the record is in the derived bucket. */
export const sweepRecordKey = 'sweeps/last.json';

/** Bytes of the largest record that is read. */
export const maxSweepRecordBytes = 4096;

/** The body of a record. */
export function writeSweepRecord(record: SweepRecord): string {
  return JSON.stringify(record);
}

/** Reads the body of a record. A finding that it lacks was found in no photo. @throws Error for anything else. */
export function parseSweepRecord(body: string): SweepRecord {
  const { startedAt, endedAt, photos, found = {} } = JSON.parse(body) as Partial<SweepRecord>;
  if (typeof startedAt !== 'number' || typeof endedAt !== 'number' || typeof photos !== 'number')
    throw new Error(`${sweepRecordKey} is not a record of a sweep`);
  const counts = sweepFindings.map((finding) => [
    finding,
    Number((found as Partial<SweepRecord['found']>)[finding] ?? 0),
  ]);
  return { startedAt, endedAt, photos, found: Object.fromEntries(counts) };
}
