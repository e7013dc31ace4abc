/** The part of https://webassembly.github.io/spec/js-api/ that is used here: TypeScript has it in its types of browsers only. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, unknown>>;
  type Exports = Readonly<Record<string, unknown>>;

  class Module {
    private readonly compiled: true;
  }

  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Exports;
  }

  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  function compile(bytes: Uint8Array): Promise<Module>;
}
