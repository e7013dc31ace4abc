import { useSignal } from '@preact/signals';
import type { QueueCounts } from '../../state/queue-counts.ts';
import { CloseIcon, DownIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { Lines } from './lines.tsx';
import { WholeQueue } from './whole-queue.tsx';

/** What is on its way: three numbers, one time, and a line a file for the curious. Never in the way. */
export function Tray() {
  const { queue } = useApp();
  const { t } = useLanguage();
  const isFolded = useSignal(matchMedia('(max-width: 640px)').matches);
  const counts = queue.counts.value;
  if (counts.all === 0) return null;
  return (
    <section class={`tray ${isFolded.value ? 'folded' : ''}`} aria-label={t.uploads}>
      <header>
        <Title counts={counts} />
        <PauseAll />
        <button
          type="button"
          class="round fold"
          aria-expanded={!isFolded.value}
          aria-label={isFolded.value ? t.showFiles : t.hideFiles}
          onClick={() => {
            isFolded.value = !isFolded.value;
          }}
        >
          <DownIcon />
        </button>
        {isDone(counts) && <ClearDone />}
      </header>
      <Steps counts={counts} />
      <Summary counts={counts} />
      {!isFolded.value && (
        <>
          <WholeQueue />
          <Lines />
        </>
      )}
    </section>
  );
}

/** Whether nothing moves any more. */
export function isDone({ queued, uploading, developing, paused }: QueueCounts): boolean {
  return queued + uploading + developing + paused === 0;
}

function Title({ counts }: { readonly counts: QueueCounts }) {
  const { t, f } = useLanguage();
  const { holds } = useApp().queue;
  if (isDone(counts)) {
    const text =
      counts['needs-you'] > 0
        ? t.someNeedYou(counts['needs-you'], f.number(counts['needs-you']))
        : t.allReady(counts.ready, f.number(counts.ready));
    return <h2 class="num">{text}</h2>;
  }
  if (holds.value.has('paused')) return <h2>{t.pausedTitle}</h2>;
  return <h2 class="num">{t.developing(f.number(counts.ready), f.number(counts.all))}</h2>;
}

function PauseAll() {
  const { queue, uploads } = useApp();
  const { t } = useLanguage();
  const { queued, uploading } = queue.counts.value;
  if (queued + uploading === 0) return null;
  const isPaused = queue.holds.value.has('paused');
  return (
    <button type="button" class="quiet" onClick={() => uploads.value?.uploader.setHold('paused', !isPaused)}>
      {isPaused ? t.resumeAll : t.pauseAll}
    </button>
  );
}

/** Takes the finished files out of the tray. Their photos stay where they are. */
function ClearDone() {
  const { queue, uploads, album } = useApp();
  const { t } = useLanguage();
  const clear = () => {
    const photos = [...queue.ofStage('ready', 'needs-you')].flatMap(({ id, photo }) => {
      void uploads.value?.uploader.remove(id);
      return photo.value ?? [];
    });
    queue.publish();
    for (const photo of photos) album.apply(photo);
  };
  return (
    <button type="button" class="round" aria-label={t.clearDone} onClick={clear}>
      <CloseIcon />
    </button>
  );
}

function Steps({ counts }: { readonly counts: QueueCounts }) {
  const part = (count: number) => ({ width: `${(count / counts.all) * 100}%` });
  return (
    <div class="steps" aria-hidden="true">
      <i class="ready" style={part(counts.ready)} />
      <i class="moving" style={part(counts.uploading + counts.developing)} />
      <i class="trouble-part" style={part(counts['needs-you'])} />
    </div>
  );
}

function Summary({ counts }: { readonly counts: QueueCounts }) {
  const { queue } = useApp();
  const { t, f } = useLanguage();
  const text = summarize({ t, f }, counts);
  const { value: speed } = queue.speed;
  const isHeld = queue.holds.value.size > 0;
  const left = !isHeld && speed > 0 && counts.bytesLeft > 0 ? (counts.bytesLeft / speed) * 1000 : 0;
  return (
    <p class="sum num">
      <span>{text}</span>
      <span>{left > 0 ? t.timeLeft(f.duration(Math.max(1000, Math.ceil(left / 1000) * 1000))) : ''}</span>
    </p>
  );
}

/** The queue in at most three numbers and a word. */
export function summarize({ t, f }: ReturnType<typeof useLanguage>, counts: QueueCounts): string {
  const moving = counts.uploading + counts.queued + counts.developing;
  const parts = [
    counts.ready > 0 && t.summaryReady(f.number(counts.ready)),
    moving > 0 && t.summaryMoving(f.number(moving)),
    counts.paused > 0 && t.summaryPaused(f.number(counts.paused)),
    counts['needs-you'] > 0 && t.summaryNeedYou(counts['needs-you'], f.number(counts['needs-you'])),
  ];
  return parts.filter(Boolean).join(' · ');
}
