import { chooseOutcome, type SweepFinding } from '@proofsheet/photos';
import type { ListedPhoto } from './merge-album.ts';

/** What a sweep finds, in words. */
export const findings = {
  missing: 'without an outcome',
  outdated: 'with outcomes of former versions only',
  orphaned: 'gone, with objects left',
  damaged: 'whose thumbnail is missing, foreign or left over',
  leftover: 'with records of former versions',
  recipe: 'made before the recipe changed',
  failed: 'that failed, to be tried again',
} as const satisfies Record<SweepFinding, string>;
export type Finding = SweepFinding;

export interface JudgeOptions {
  /** Photos stored later are left alone, in milliseconds since 1970: their messages may still be under way. */
  readonly storedBefore: number;
  /** Photos stored earlier are left alone. */
  readonly storedSince: number;
  /** Whether thumbnails were listed. */
  readonly deep: boolean;
  readonly recipeChanged: boolean;
  readonly retryFailed: boolean;
}

/** What is wrong with a photo, or undefined. */
export function judgePhoto(photo: ListedPhoto, options: JudgeOptions): Finding | undefined {
  const { original, thumbnail, records } = photo;
  if (!original) return 'orphaned';
  const stored = original.lastModified.getTime();
  if (stored > options.storedBefore || stored < options.storedSince) return undefined;
  if (records.length === 0) return 'missing';
  const outcome = chooseOutcome(records, original.etag)?.outcome;
  if (!outcome) return 'outdated';
  const wanted = outcome.status === 'ready' ? outcome.thumbnailBytes : undefined;
  if (options.deep && thumbnail?.size !== wanted) return 'damaged';
  if (records.length > 1) return 'leftover';
  if (outcome.status === 'ready') return options.recipeChanged ? 'recipe' : undefined;
  return options.retryFailed ? 'failed' : undefined;
}
