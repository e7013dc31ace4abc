// Decodes one HEIC and exits. It runs in a thread of its own, which can be terminated at any time together with its
// memory.
import { parentPort, workerData } from 'node:worker_threads';
import type { HeicJob, HeicResult } from './decode-heic.ts';
import { loadLibheif } from './libheif.ts';
import { HeifError, readHeif } from './read-heif.ts';
import { shrinkPlanes } from './shrink-planes.ts';

const job: HeicJob = workerData;
const result = decode(job);
const transfer = 'image' in result ? [result.image.data.buffer as ArrayBuffer] : [];
parentPort?.postMessage(result, transfer);

function decode({ module, file, maxPixels, maxBytes, width }: HeicJob): HeicResult {
  try {
    const { planes, colour } = readHeif(loadLibheif(module, maxBytes), file, { maxPixels, maxBytes });
    const decoded = { width: planes.first?.width ?? 0, height: planes.first?.height ?? 0 };
    return { image: shrinkPlanes(planes, shrinkFactor(decoded.width / width)), decoded, colour };
  } catch (error) {
    if (error instanceof HeifError)
      return { code: error.code, subcode: error.subcode, message: error.message };
    // Aborts of WebAssembly and failed allocations.
    return { code: undefined, subcode: undefined, message: String(error) };
  }
}

/** How many pixels are averaged to one, across and down. If possible, the result has twice the needed width. */
function shrinkFactor(shrink: number): number {
  return Math.max(1, Math.floor(shrink < 4 ? shrink : shrink / 2));
}
