import type { Observer } from '@proofsheet/worker/observer';

/** An observer that does nothing, for this comparison only. */
export function observeNothing(): Observer {
  return {
    photo: (_photo, work) => work(),
    stage: (_stage, work) => work(),
    originalRead() {},
    originalMade() {},
    thumbnailStored() {},
    store: (store) => store,
    events: () => ({}),
    watch() {},
    fallback() {},
  };
}
