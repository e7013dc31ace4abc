/** A counter that resolves when it reaches a number. */
export function createCounter() {
  let count = 0;
  let waiting: { number: number; resolve: () => void } | undefined;
  const look = () => {
    if (waiting && count >= waiting.number) waiting.resolve();
  };
  return {
    add(more: number): void {
      count += more;
      look();
    },
    reach(number: number): Promise<void> {
      return new Promise((resolve) => {
        waiting = { number, resolve };
        look();
      });
    },
  };
}
