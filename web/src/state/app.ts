import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Api } from '@proofsheet/client';
import type { CallApi } from '../api/call-api.ts';
import type { ClientConfig } from '../api/types.ts';
import type { Previews } from '../sheet/draw-preview.ts';
import type { Language } from '../texts/load-texts.ts';
import type { Album } from './album.ts';
import type { Deletions } from './deletions.ts';
import type { PhotoDetailsStore } from './photo-details.ts';
import type { Preferences } from './preferences.ts';
import type { Queue } from './queue.ts';
import type { Router } from './route.ts';
import type { Search } from './search.ts';
import type { Selection } from './selection.ts';
import type { SessionStore } from './session.ts';
import type { SheetSource } from './sheet-source.ts';
import type { Toasts } from './toasts.ts';
import type { Uploads } from './uploads.ts';

/** A window that lies over the page. */
export type Dialog =
  | { readonly kind: 'shortcuts' | 'email' | 'shares' }
  | { readonly kind: 'share'; readonly photoIds: readonly string[] };

/** All that the page knows and can do. */
export interface App {
  readonly api: Api;
  readonly call: CallApi;
  readonly config: Signal<ClientConfig | undefined>;
  readonly session: SessionStore;
  readonly entry: Entry;
  readonly router: Router;
  readonly language: Signal<Language>;
  readonly preferences: Preferences;
  readonly album: Album;
  readonly queue: Queue;
  readonly uploads: Signal<Uploads | undefined>;
  readonly selection: Selection;
  readonly search: Search;
  readonly deletions: Deletions;
  readonly toasts: Toasts;
  readonly details: PhotoDetailsStore;
  readonly previews: Previews;
  readonly dialog: Signal<Dialog | undefined>;
  readonly isOnline: Signal<boolean>;
  readonly source: ReadonlySignal<SheetSource>;
  /** Says whether the link that signs in was refused. */
  readonly linkRefused: Signal<boolean>;
  setLanguage(code: string): Promise<void>;
  signOut(): Promise<void>;
}

/** What runs for the person who is signed in. */
export interface Entry {
  /** Begins for an owner, or goes on where that owner's session had ended. */
  enter(app: App, owner: string): void;
  /** Ends it, and resolves when nothing is sent or kept any more. */
  leave(): Promise<void>;
}
