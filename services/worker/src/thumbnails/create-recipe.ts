import type { FailureReason } from '@proofsheet/photos';
import { decodeMemory, decoderBytes, outputMemory } from './decode-memory.ts';
import { primaryWidth } from './encode.ts';
import { failureOf } from './failure-of.ts';
import type { Header } from './header/header.ts';
import { readHeader } from './header/read-header.ts';
import { readHeicHeader } from './header/read-heic-header.ts';
import { readJpegHeader } from './header/read-jpeg-header.ts';
import type { DecodeHeic } from './heic/decode-heic.ts';
import { inspectFile } from './inspect/inspect-file.ts';
import { type Inspection, inTurns } from './inspect/inspection.ts';
import { makeOfFile } from './make-of-file.ts';
import { type Failed, idOf, type Plan, type Recipe } from './recipe.ts';
import { type Limits, startWork } from './start-work.ts';
import type { Variant } from './variant.ts';

export interface RecipeOptions extends Limits {
  /** Accepted formats, as the settings name them. */
  readonly formats: readonly string[];
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly variants: readonly Variant[];
  /** Background colour of transparent originals: JPEG has no alpha. */
  readonly background: string;
  readonly decodeHeic: DecodeHeic;
}

/** A screenshot of a long page may be 50 times as high as it is wide. A higher thumbnail would be useless. Pixels. */
const maxOutputHeight = 10_000;

/**
 * Creates the recipe for every photo: the primary (upright, exactly 200 pixels wide, sRGB, JPEG by mozjpeg, without
 * the original's metadata) and the variants of the settings.
 */
export function createRecipe(options: RecipeOptions): Recipe {
  const { variants, background, formats, maxPixels, maxFrames, decodeMs } = options;
  return {
    id: idOf({ revision: 2, primaryWidth, background, variants }),
    limitsId: idOf({ formats, maxPixels, maxFrames, decodeMs }),
    variants: variants.map(({ name }) => name),
    headerBytes: decoderBytes,
    plan(original, signal) {
      let native = Promise.resolve();
      const result = planOf();
      const settled = () => native;
      return { result, settled: result.then(settled, settled) };

      async function planOf(): Promise<Plan | Failed> {
        if (original.length === 0) return fail('empty');
        const inspected = await inTurns(inspectFile(original, maxFrames));
        const early = reasonToRefuse(inspected, options);
        if (early) return fail(early);
        const read = readJpegHeader(original) ?? readHeicHeader(original) ?? (await askLibvips());
        if ('kind' in read) return read;
        const header = { ...read, progressive: read.progressive || inspected.severalPasses === true };
        const reason = reasonAgainst(header, options);
        if (reason) return fail(reason);
        const { lacksEnd = false } = inspected;
        const memoryBytes =
          decodeMemory(header, original.length) +
          outputMemory(header.upright, variants) +
          (lacksEnd ? original.length : 0);
        const start = (outer: AbortSignal) =>
          startWork(
            (inner) => makeOfFile({ original, header, lacksEnd, signal: inner }, options),
            options,
            outer,
          );
        return { kind: 'plan', memoryBytes, start };
      }

      async function askLibvips(): Promise<Header | Failed> {
        const reading = startWork(() => tryReadHeader(original), options, signal);
        native = reading.settled;
        return reading.result;
      }
    },
  };
}

async function tryReadHeader(original: Buffer): Promise<Header | Failed> {
  try {
    return await readHeader(original);
  } catch (error) {
    return fail(failureOf(error));
  }
}

/** The reason to reject a file by its structure, if there is one. */
function reasonToRefuse(
  { format, refused, frames = 1 }: Inspection,
  { formats, maxFrames }: RecipeOptions,
): FailureReason | undefined {
  if (format !== undefined && !formats.includes(format)) return 'unsupported-format';
  if (refused) return refused;
  return frames > maxFrames ? 'too-many-frames' : undefined;
}

/** The reason to reject an image by its header, if there is one. */
function reasonAgainst(header: Header, { formats, maxPixels, maxFrames }: RecipeOptions) {
  const { width, height } = header.upright;
  if (!formats.includes(header.format)) return 'unsupported-format';
  if (header.frames > maxFrames) return 'too-many-frames';
  if (width * height > maxPixels) return 'too-many-pixels';
  return (height * primaryWidth) / width > maxOutputHeight ? 'too-narrow' : undefined;
}

function fail(reason: Failed['reason']): Failed {
  return { kind: 'failed', reason };
}
