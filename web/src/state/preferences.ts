import { type Signal, signal } from '@preact/signals';

/** What a person chose for this browser. */
export interface Preferences {
  /** Whether cells are filled, or show whole photos. */
  readonly fit: Signal<'cover' | 'contain'>;
  /** Single keys may collide with dictation and screen readers: WCAG 2.1.4. */
  readonly singleKeys: Signal<boolean>;
  readonly language: Signal<string | undefined>;
  readonly details: Signal<boolean>;
}

/** Kept in `localStorage`, where the browser has it. */
export function createPreferences(storage: Storage | undefined): Preferences {
  const read = (name: string) => storage?.getItem(`proofsheet.${name}`) ?? undefined;
  const keep = <Value>(name: string, start: Value, write: (value: Value) => string | undefined) => {
    const kept = signal(start);
    kept.subscribe((value) => {
      const text = write(value);
      if (text === undefined) storage?.removeItem(`proofsheet.${name}`);
      else storage?.setItem(`proofsheet.${name}`, text);
    });
    return kept;
  };
  return {
    fit: keep<'cover' | 'contain'>('fit', read('fit') === 'contain' ? 'contain' : 'cover', (fit) => fit),
    singleKeys: keep('single-keys', read('single-keys') !== 'off', (on) => (on ? 'on' : 'off')),
    language: keep('language', read('language'), (language) => language),
    details: keep('details', read('details') !== 'hidden', (shown) => (shown ? 'shown' : 'hidden')),
  };
}
