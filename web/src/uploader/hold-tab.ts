/** The tab that this page is: no two tabs ever send one upload. */
export interface Tab {
  readonly id: string;
  /** Ids of tabs that live, this one included. */
  living(): Promise<ReadonlySet<string>>;
  /** Runs while no other tab looks for uploads that lost theirs. */
  alone<Result>(run: () => Promise<Result>): Promise<Result>;
  /** Resolves when another tab has ended. */
  ended(id: string): Promise<void>;
}

const prefix = 'proofsheet-tab-';

/** Holds a lock for as long as the page lives. The browser frees it, however the tab ends. */
export async function holdTab(locks: LockManager, id: string): Promise<Tab> {
  await new Promise<void>((resolve) => {
    void locks.request(prefix + id, () => {
      resolve();
      return new Promise<never>(() => {});
    });
  });
  return {
    id,
    async living() {
      const { held = [] } = await locks.query();
      const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(prefix));
      return new Set(names.map((name) => name.slice(prefix.length)));
    },
    alone: (run) => locks.request('proofsheet-adopt', run) as ReturnType<typeof run>,
    ended: (other) => locks.request(prefix + other, async () => {}) as Promise<void>,
  };
}
