/** Milliseconds over which the speed is averaged. */
const window = 8000;

/** Tells bytes a second of what was sent lately. */
export class Speed {
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  add(bytes: number, now: number): void {
    if (bytes <= 0) return;
    this.#samples.push({ at: now, bytes });
    this.#forget(now);
  }

  /** 0 when nothing moved lately. */
  read(now: number): number {
    this.#forget(now);
    const [first] = this.#samples;
    if (!first) return 0;
    const bytes = this.#samples.reduce((sum, sample) => sum + sample.bytes, 0);
    return (bytes / Math.max(1000, now - first.at)) * 1000;
  }

  #forget(now: number): void {
    while ((this.#samples[0]?.at ?? now) < now - window) this.#samples.shift();
  }
}
