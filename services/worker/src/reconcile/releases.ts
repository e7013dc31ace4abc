/** Resources to release at the end of a piece of work. */
export interface Releases {
  add(release: () => void): void;
  /** Nothing is released before this promise has resolved. */
  after(promise: Promise<void>): void;
  /** Releases everything, each resource once. */
  now(): void;
}

export function createReleases(): Releases {
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
