import {
  type ObjectHead,
  type ObjectStore,
  ObjectTooLargeError,
  type StoredObject,
} from '@proofsheet/object-store';
import { isThumbnail } from '@proofsheet/photos';
import type { Grant, MemoryBudget } from '../memory/memory-budget.ts';
import type { Failed, Made, Recipe } from '../thumbnails/recipe.ts';
import { DecodeTimeoutError } from '../thumbnails/start-work.ts';
import { type ReconcileObserver, unobserved } from './reconcile-observer.ts';

/** One version of the original and its outcome. */
export interface MadeOriginal {
  readonly original: ObjectHead;
  /** `own`: it is one of the worker's thumbnails in the originals bucket. A thumbnail of it would cause an endless loop. */
  readonly made: Made | { readonly kind: 'own' };
}

/**
 * Reads the original as it is now and makes its thumbnails. If the original is still the version `known`, it is not
 * read or decoded again: the same ETag means the same bytes.
 */
export type MakeOfOriginal = (known?: ObjectHead) => Promise<MadeOriginal | undefined>;

export interface MakeOptions {
  readonly originals: ObjectStore;
  readonly recipe: Recipe;
  /** Larger originals are rejected without being read. Bytes. */
  readonly maxBytes: number;
  readonly memory: MemoryBudget;
  /** Whether this process handles nothing else meanwhile. Only then is a timeout the fault of the photo. */
  readonly alone: boolean;
  readonly observer?: ReconcileObserver;
}

/** Memory that is reserved for an original before its size is known, in bytes. */
const firstGuess = 16 * 1024 ** 2;

/** The work needs more bytes than are granted. */
interface Needs {
  readonly bytes: number;
}

/**
 * Makes thumbnails of one original within the memory budget. If it needs more than is free, it releases its grant
 * before it waits, so this cannot deadlock, and then reads the original again.
 */
export function createMakeOfOriginal(options: MakeOptions, key: string, signal: AbortSignal): MakeOfOriginal {
  const { originals, recipe, maxBytes, memory, alone, observer = unobserved } = options;
  let last: MadeOriginal | undefined;
  return async (known) => {
    if (known && last?.original.etag === known.etag) return last;
    last = await makeWithin(Math.min(firstGuess, memory.total));
    return last;
  };

  async function makeWithin(bytes: number): Promise<MadeOriginal | undefined> {
    const grant = await observer.stage('memory', () => memory.acquire(bytes, signal));
    const release = createReleases();
    release.add(grant.release);
    try {
      const outcome = await readWithin(grant, release);
      if (!outcome || 'made' in outcome) return outcome;
      release.now();
      return await makeWithin(outcome.bytes);
    } finally {
      release.now();
    }
  }

  async function readWithin(grant: Grant, release: Releases): Promise<MadeOriginal | undefined | Needs> {
    try {
      const object = await originals.get(key, { maxBytes: Math.min(maxBytes, grant.bytes), signal });
      if (!object) return undefined;
      release.add(object.release);
      observer.originalRead(object.size);
      const made = await make(object, grant, release);
      return 'bytes' in made ? made : { original: headOf(object), made };
    } catch (error) {
      if (!(error instanceof ObjectTooLargeError)) throw error;
      const { head } = error;
      if (head.size > maxBytes) return { original: head, made: { kind: 'failed', reason: 'too-large' } };
      const bytes = head.size + recipe.headerBytes;
      return bytes > memory.total ? { original: head, made: tooMuchMemory } : { bytes };
    }
  }

  async function make(
    { metadata, body, size }: StoredObject,
    grant: Grant,
    release: Releases,
  ): Promise<MadeOriginal['made'] | Needs> {
    if (isThumbnail(metadata)) return { kind: 'own' };
    const headerBytes = size + recipe.headerBytes;
    if (headerBytes > memory.total) return tooMuchMemory;
    if (!grant.tryResize(Math.max(grant.bytes, headerBytes))) return { bytes: headerBytes };
    const planning = recipe.plan(body, signal);
    release.after(planning.settled);
    const plan = await orTimeout(planning.result);
    if (plan.kind === 'failed') return plan;
    const bytes = size + plan.memoryBytes;
    if (bytes > memory.total) return tooMuchMemory;
    if (!grant.tryResize(bytes)) return { bytes };
    const { result, settled } = plan.start(signal);
    // A decoder past its deadline still reads the file and fills its memory.
    release.after(settled);
    const made = await orTimeout(observer.stage('make', () => result));
    if (made.kind === 'made') observer.originalMade(made.original);
    return made;
  }

  /** A photo that was slow beside others is retried, later alone: a busy machine must not fail it for good. */
  function orTimeout<T>(result: Promise<T>): Promise<T | Failed> {
    return result.catch((error: unknown) => {
      if (alone && error instanceof DecodeTimeoutError) return timeout;
      throw error;
    });
  }
}

const timeout: Failed = { kind: 'failed', reason: 'timeout' };
const tooMuchMemory: Failed = { kind: 'failed', reason: 'too-much-memory' };

/** Releases the bytes early: with several photos in flight they are most of the memory. */
function headOf({ body, release, ...head }: StoredObject): ObjectHead {
  return head;
}

/** Resources to release at the end of a piece of work. */
interface Releases {
  add(release: () => void): void;
  /** Nothing is released before this promise has resolved. */
  after(promise: Promise<void>): void;
  /** Releases everything, each resource once. */
  now(): void;
}

function createReleases(): Releases {
  const all: (() => void)[] = [];
  let until: Promise<void> | undefined;
  const giveBack = () => {
    for (const release of all.splice(0)) release();
  };
  return {
    add: (release) => void all.push(release),
    after(promise) {
      until = promise;
    },
    now() {
      if (until) void until.then(giveBack);
      else giveBack();
    },
  };
}
