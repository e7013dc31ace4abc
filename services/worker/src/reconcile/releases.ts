/** What has to be given back when a piece of work is over. */
export interface Releases {
  add(release: () => void): void;
  /** Nothing is given back before this has resolved. */
  after(promise: Promise<void>): void;
  /** Gives all of it back, each thing once. */
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
