/** Files that are decoded at a time: each takes a thread and its pixels. */
const decodersMax = 2;
/** Width of a preview in pixels: a cell on a screen of double density. */
const width = 360;

/** Draws small pictures of files that were not sent yet, those first that are looked at. */
export function createPreviews() {
  let free = decodersMax;
  const waiting: (() => void)[] = [];

  async function turn(): Promise<void> {
    if (free > 0) {
      free--;
      return;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  function done(): void {
    const next = waiting.pop();
    if (next) next();
    else free++;
  }

  return {
    /** Returns false for what the browser cannot decode. */
    async draw(
      canvas: HTMLCanvasElement,
      read: () => Promise<Blob | undefined>,
      signal: AbortSignal,
    ): Promise<boolean> {
      await turn();
      try {
        if (signal.aborted) return false;
        const file = await read();
        if (!file || signal.aborted) return false;
        const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeQuality: 'medium' });
        if (signal.aborted) {
          bitmap.close();
          return false;
        }
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
        return true;
      } catch {
        return false;
      } finally {
        done();
      }
    },
  };
}

export type Previews = ReturnType<typeof createPreviews>;
