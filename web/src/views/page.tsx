import { useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { SheetView } from '../state/sheet-view.ts';
import { lazily } from './lazily.tsx';
import { DropTarget } from './drop-target.tsx';
import { LiveSummary } from './live-summary.tsx';
import { NewsStrip } from './news-strip.tsx';
import { Notes } from './notes.tsx';
import { Empty } from './pages/empty.tsx';
import { LoadFailed } from './pages/load-failed.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { Rail } from './sheet/rail.tsx';
import { Sheet } from './sheet/sheet.tsx';
import { TopBar } from './top-bar.tsx';
import { Tray } from './tray/tray.tsx';
import { useApp, useLanguage } from './use-app.ts';
import { useShortcuts } from './use-shortcuts.ts';

const SignIn = lazily(async () => (await import('./pages/sign-in.tsx')).SignIn);
const SignInAgain = lazily(async () => (await import('./pages/sign-in-again.tsx')).SignInAgain);
const SharePage = lazily(async () => (await import('./pages/share-page.tsx')).SharePage);
const Lightbox = lazily(async () => (await import('./lightbox/lightbox.tsx')).Lightbox);
const Dialogs = lazily(async () => (await import('./dialogs/dialogs.tsx')).Dialogs);

/** What the address and the session stand for. */
export function Page() {
  const { session, router } = useApp();
  const route = router.route.value;
  const state = session.state.value;
  if (route.page === 'share') {
    return <SharePage token={route.token} {...(route.photoId !== undefined && { photoId: route.photoId })} />;
  }
  if (state.state === 'unknown') return null;
  if (state.state === 'unreachable') return <LoadFailed retry={() => location.reload()} />;
  if (state.state === 'signed-out' && !state.wasOver) return <SignIn />;
  return <AlbumPage />;
}

function AlbumPage() {
  const app = useApp();
  const view = useMemo(() => new SheetView(app.source), []);
  const route = app.router.route.value;
  const state = app.session.state.value;
  const owner = useComputed(() => {
    const { value } = app.session.state;
    return value.state === 'signed-in' ? value.session.owner : undefined;
  });
  useShortcuts();
  useEffect(() => {
    if (owner.value !== undefined) app.entry.enter(app, owner.value);
  }, [owner.value]);
  return (
    <>
      <TopBar />
      <NewsStrip />
      <Stage view={view} />
      <Tray />
      <SelectionBar />
      <Notes />
      <LiveSummary />
      <DropTarget />
      {route.page === 'photo' && <Lightbox photoId={route.photoId} view={view} />}
      {app.dialog.value && <Dialogs />}
      {state.state === 'signed-out' && state.asks && <SignInAgain />}
    </>
  );
}

function Stage({ view }: { readonly view: SheetView }) {
  const app = useApp();
  const { t } = useLanguage();
  const { text, found, isRunning, seen } = app.search;
  const { f } = useLanguage();
  const hasUploads = app.queue.items.value.length > 0;
  const state = app.album.state.value;
  if (text.value !== '' && found.value.length === 0) {
    return (
      <main class="middle">
        <p class="count">
          {isRunning.value ? t.searching(f.number(seen.value)) : t.nothingFound(text.value)}
        </p>
      </main>
    );
  }
  if (state === 'empty' && !hasUploads) return <Empty />;
  if (state === 'failed' && !hasUploads) return <LoadFailed retry={() => void app.album.start()} />;
  return (
    <main class="stage">
      <Sheet view={view} />
      <Rail view={view} />
    </main>
  );
}
