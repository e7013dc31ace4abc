import { createRounds } from '../../src/gather/create-rounds.ts';
import type { Limits } from './limits.ts';

/** One photo, two notifiers, two topics, and nothing goes wrong. */
export const plain: Limits = {
  photos: 1,
  notifiers: 2,
  crashes: 0,
  duplicates: 0,
  late: 0,
  stalls: 0,
  refusals: 0,
  cuts: 0,
  failures: 0,
  losses: 0,
  deletions: 0,
  refusing: [],
  repair: false,
  early: false,
  maxPhotos: 10,
  createRounds: undefined,
};

/** One notifier at a time: what follows each other, as after a crash, without what happens at the same time. */
const alone = { ...plain, notifiers: 1 };
const both = ['owner', 'shared'] as const;

/** What is explored in every order. */
export const scenarios: readonly (Limits & { readonly name: string })[] = [
  { ...plain, name: 'two photos, some too early', photos: 2, early: true, notifiers: 1 },
  { ...plain, name: 'two photos', photos: 2 },
  { ...plain, name: 'two photos in one process', photos: 2, createRounds },
  { ...plain, name: 'a crash', crashes: 1 },
  { ...plain, name: 'a message received twice', duplicates: 1 },
  { ...plain, name: 'an event sent once more', late: 1 },
  { ...plain, name: 'a photo that is deleted, and uploaded again', deletions: 1, late: 1 },
  { ...plain, name: 'a lost answer', losses: 1 },
  { ...plain, name: 'a stall, a refusal, a lost answer of a topic', stalls: 1, refusals: 1, cuts: 1 },
  { ...alone, name: 'two crashes', crashes: 2 },
  { ...alone, name: 'a crash, a refusal and a failed write', crashes: 1, refusals: 1, failures: 1 },
  { ...alone, name: 'a crash and a lost answer', crashes: 1, losses: 1 },
  { ...alone, name: 'two failed writes, a lost answer of a topic', failures: 2, cuts: 1 },
  { ...alone, name: 'failed, lost and unanswered', failures: 1, losses: 1, cuts: 1 },
  { ...alone, name: 'two photos, a crash', photos: 2, crashes: 1 },
  { ...alone, name: 'two photos, one a message, a crash', photos: 2, maxPhotos: 1, crashes: 1 },
  { ...alone, name: 'two photos, a refusal and a failed write', photos: 2, refusals: 1, failures: 1 },
  { ...alone, name: 'the owner’s topic refuses for good, two photos', refusing: ['owner'], photos: 2 },
  { ...alone, name: 'the shared topic refuses for good, a crash', refusing: ['shared'], crashes: 1 },
  {
    ...alone,
    name: 'both topics refuse until they are mended, a crash',
    refusing: both,
    repair: true,
    crashes: 1,
  },
];
