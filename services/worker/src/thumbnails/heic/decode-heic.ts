import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FailureReason } from '@proofsheet/photos';
import type { Colour } from '../colour/colour.ts';
import type { Size } from '../make-thumbnails.ts';
import { libheifWasm } from './libheif.ts';
import type { RawImage } from './planes.ts';

export interface HeicJob {
  readonly module: WebAssembly.Module;
  readonly file: Uint8Array;
  /** Maximum pixels of the image. */
  readonly maxPixels: number;
  /** Maximum bytes of the decoder's memory, including the file and the image. */
  readonly maxBytes: number;
  /** The image is decoded to at least this width, if it has so many pixels. */
  readonly width: number;
}

export interface DecodedHeic {
  readonly image: RawImage;
  /** Of the original, upright, in pixels. */
  readonly decoded: Size;
  readonly colour: Colour | undefined;
}

/** Error codes of libheif; undefined if the decoder crashed. */
export interface HeicRefusal {
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  readonly message: string;
}

export type HeicResult = DecodedHeic | HeicRefusal;

/** The photo can never be decoded, for the given reason. */
export class HeicError extends Error {
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.name = 'HeicError';
    this.reason = reason;
  }
}

export type DecodeHeic = (job: Omit<HeicJob, 'module'>, signal: AbortSignal) => Promise<DecodedHeic>;

/** This file's own extension: images carry JavaScript. */
const threadFile = new URL(`heic-thread${extname(import.meta.url)}`, import.meta.url);

/** https://github.com/strukturag/libheif/blob/master/libheif/api/libheif/heif_error.h */
const codes = { unsupportedFile: 3, unsupportedFeature: 4, memory: 6 };
const subcodes = { endOfData: 100, securityLimit: 1000 };

/**
 * Creates a HEIC decoder, which loads libheif with the first photo. Each photo has a thread of its own, so that `signal`
 * really ends the decode and one photo cannot affect the next. The promise settles once the thread and its memory are
 * gone.
 */
export function createHeicDecoder(): DecodeHeic {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return async (job, signal) => {
    compiled ??= readFile(libheifWasm).then((wasm) => WebAssembly.compile(wasm));
    const result = await runThread({ ...job, module: await compiled }, signal);
    if ('image' in result) return result;
    throw new HeicError(reasonOf(result), result.message);
  };
}

async function runThread(job: HeicJob, signal: AbortSignal): Promise<HeicResult> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<HeicResult>();
  // A copy: buffers of originals are reused, and are larger than the file.
  const file = new Uint8Array(job.file);
  const thread = new Worker(threadFile, { workerData: { ...job, file }, transferList: [file.buffer] });
  const end = () => void thread.terminate();
  signal.addEventListener('abort', end, { once: true });
  let result: HeicResult | undefined;
  thread.once('message', (message: HeicResult) => {
    result = message;
    end();
  });
  thread.once('error', (error) => {
    result = { code: undefined, subcode: undefined, message: error.message };
  });
  thread.once('exit', () => {
    signal.removeEventListener('abort', end);
    if (result) resolve(result);
    else reject(signal.aborted ? signal.reason : new Error('the HEIC thread ended without a result'));
  });
  return promise;
}

function reasonOf({ code, subcode, message }: HeicRefusal): FailureReason {
  if (subcode === subcodes.endOfData) return 'truncated';
  if (subcode === subcodes.securityLimit) return 'too-many-pixels';
  if (code === codes.memory || (code === undefined && /memory/i.test(message))) return 'too-much-memory';
  return code === codes.unsupportedFile || code === codes.unsupportedFeature
    ? 'unsupported-format'
    : 'corrupt';
}
