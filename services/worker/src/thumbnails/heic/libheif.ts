import { createRequire } from 'node:module';

/** The functions of libheif's C interface that are used here. Pointers are byte offsets into `HEAPU8`. */
export interface Libheif {
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _heif_context_alloc(): number;
  _heif_context_get_security_limits(context: number): number;
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    file: number,
    bytes: number,
    options: number,
  ): void;
  _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, profile: number): void;
  _heif_image_get_nclx_color_profile(error: number, image: number, profile: number): void;
  _heif_decoding_options_alloc(): number;
  _heif_decode_image(
    error: number,
    handle: number,
    image: number,
    colorspace: number,
    chroma: number,
    options: number,
  ): void;
  _heif_image_has_channel(image: number, channel: number): number;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_bits_per_pixel_range(image: number, channel: number): number;
  _heif_image_get_plane_readonly(image: number, channel: number, stride: number): number;
}

interface Hooks {
  print(line: string): void;
  printErr(line: string): void;
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
}

const require = createRequire(import.meta.url);
const pageBytes = 64 * 1024;

/** The file of libheif's WebAssembly. */
export const libheifWasm = require.resolve('libheif-js/libheif-wasm/libheif.wasm');

/** Creates an instance of libheif whose heap never grows beyond `maxBytes`: further allocations fail. */
export function loadLibheif(module: WebAssembly.Module, maxBytes: number): Libheif {
  const create: (hooks: Hooks) => Libheif = require('libheif-js/libheif-wasm/libheif.js');
  return create({
    // Decoders print remarks about damaged files, which must not appear in the log.
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      limitMemory(instance.exports, maxBytes);
      receive(instance);
      return instance.exports;
    },
  });
}

function limitMemory(exports: WebAssembly.Exports, maxBytes: number): void {
  const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error('libheif exports no memory');
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * pageBytes > maxBytes) throw new RangeError('out of memory');
    return grow(pages);
  };
}
