import type { Colour } from '../colour/colour.ts';
import type { Libheif } from './libheif.ts';
import type { Plane, Planes } from './planes.ts';

/** https://github.com/strukturag/libheif/blob/master/libheif/api/libheif/heif_image.h */
const channel = { y: 0, cb: 1, cr: 2, r: 3, g: 4, b: 5, alpha: 6 };
const asStored = 99;

/** Offsets in `heif_security_limits`, `heif_decoding_options` and `heif_color_profile_nclx`, in bytes. */
const limits = { version: 0, imagePixels: 8, profileBytes: 32, blockBytes: 40, totalBytes: 64 };
const options = { version: 0, keepColour: 69 };
const nclx = { primaries: 4, transfer: 8, matrix: 12, fullRange: 16 };

/** Maximum bytes of an ICC profile. Those of cameras have some kilobytes, those of printers up to two megabytes. */
const maxProfileBytes = 4 * 1024 ** 2;

/** libheif refuses the file. */
export class HeifError extends Error {
  /** https://github.com/strukturag/libheif/blob/master/libheif/api/libheif/heif_error.h */
  readonly code: number;
  readonly subcode: number;

  constructor(code: number, subcode: number, message: string) {
    super(message);
    this.name = 'HeifError';
    this.code = code;
    this.subcode = subcode;
  }
}

export interface HeifImage {
  readonly planes: Planes;
  readonly colour: Colour | undefined;
}

/**
 * Decodes the primary image of a HEIF file, upright, in the colours it is stored in. The planes lie in libheif's heap and
 * are never freed: an instance of libheif is for one file.
 * @throws HeifError for files that libheif refuses.
 */
export function readHeif(
  lib: Libheif,
  file: Uint8Array,
  { maxPixels, maxBytes }: { maxPixels: number; maxBytes: number },
): HeifImage {
  const error = lib._malloc(16);
  const result = lib._malloc(8);
  const read = (pointer: number) => lib.HEAPU32[pointer >> 2] ?? 0;
  const check = () => {
    if (read(error) !== 0) throw new HeifError(read(error), read(error + 4), readText(lib, read(error + 8)));
  };

  const context = lib._heif_context_alloc();
  setLimits(lib, context, maxPixels, maxBytes);
  const copy = lib._malloc(file.length);
  if (copy === 0) throw new RangeError('out of memory');
  lib.HEAPU8.set(file, copy);
  lib._heif_context_read_from_memory_without_copy(error, context, copy, file.length, 0);
  check();
  lib._heif_context_get_primary_image_handle(error, context, result);
  check();
  const handle = read(result);
  const icc = readProfile(lib, handle, error);
  lib._heif_decode_image(error, handle, result, asStored, asStored, keepingColour(lib));
  check();
  const image = read(result);

  lib._heif_image_get_nclx_color_profile(error, image, result);
  const at = read(error) === 0 ? read(result) : 0;
  const codes =
    at === 0 ? undefined : { primaries: read(at + nclx.primaries), transfer: read(at + nclx.transfer) };
  const planes = {
    ...readPlanes(lib, image, result),
    matrix: at === 0 ? undefined : read(at + nclx.matrix),
    isFullRange: at === 0 || lib.HEAPU8[at + nclx.fullRange] !== 0,
  };
  return { planes, colour: icc ? { icc } : codes };
}

function setLimits(lib: Libheif, context: number, maxPixels: number, maxBytes: number): void {
  const at = lib._heif_context_get_security_limits(context);
  if ((lib.HEAPU8[at + limits.version] ?? 0) < 2) throw new Error('this libheif has other security limits');
  const set = (offset: number, value: number) => {
    lib.HEAPU32[(at + offset) >> 2] = value;
  };
  set(limits.imagePixels, maxPixels);
  set(limits.imagePixels + 4, 0);
  set(limits.profileBytes, maxProfileBytes);
  for (const offset of [limits.blockBytes, limits.totalBytes]) {
    set(offset, maxBytes);
    set(offset + 4, 0);
  }
}

/** Options by which libheif converts no colours: by default it makes sRGB of HDR, which loses its range. */
function keepingColour(lib: Libheif): number {
  const at = lib._heif_decoding_options_alloc();
  if ((lib.HEAPU8[at + options.version] ?? 0) < 10)
    throw new Error('this libheif has other decoding options');
  lib.HEAPU8[at + options.keepColour] = 1;
  return at;
}

function readProfile(lib: Libheif, handle: number, error: number): Uint8Array | undefined {
  const bytes = lib._heif_image_handle_get_raw_color_profile_size(handle);
  if (bytes === 0) return undefined;
  const at = lib._malloc(bytes);
  lib._heif_image_handle_get_raw_color_profile(error, handle, at);
  return lib.HEAPU32[error >> 2] === 0 ? lib.HEAPU8.slice(at, at + bytes) : undefined;
}

function readPlanes(lib: Libheif, image: number, stride: number) {
  const plane = (id: number): Plane | undefined => {
    if (!lib._heif_image_has_channel(image, id)) return undefined;
    const width = lib._heif_image_get_width(image, id);
    const height = lib._heif_image_get_height(image, id);
    const bits = lib._heif_image_get_bits_per_pixel_range(image, id);
    const start = lib._heif_image_get_plane_readonly(image, id, stride);
    const bytes = lib.HEAPU32[stride >> 2] ?? 0;
    const { buffer } = lib.HEAPU8;
    return bits > 8
      ? { width, height, bits, stride: bytes / 2, data: new Uint16Array(buffer, start, (bytes / 2) * height) }
      : { width, height, bits, stride: bytes, data: new Uint8Array(buffer, start, bytes * height) };
  };
  const isRgb = lib._heif_image_has_channel(image, channel.r) !== 0;
  return {
    isRgb,
    first: plane(isRgb ? channel.r : channel.y),
    second: plane(isRgb ? channel.g : channel.cb),
    third: plane(isRgb ? channel.b : channel.cr),
    alpha: plane(channel.alpha),
  };
}

function readText(lib: Libheif, at: number): string {
  const end = lib.HEAPU8.indexOf(0, at);
  return Buffer.from(lib.HEAPU8.subarray(at, end)).toString();
}
