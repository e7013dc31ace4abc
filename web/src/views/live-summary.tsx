import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { isDone, summarize } from './tray/tray.tsx';
import { useApp, useLanguage } from './use-app.ts';

/** Milliseconds between two sentences for screen readers. */
const pause = 5000;

/** One summary for screen readers, however many files are on their way. */
export function LiveSummary() {
  const { queue } = useApp();
  const language = useLanguage();
  const text = useSignal('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useSignalEffect(() => {
    const counts = queue.counts.value;
    if (timer.current !== undefined || counts.all === 0) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        text.value = summarize(language, queue.counts.value);
      },
      isDone(counts) ? 200 : pause,
    );
  });
  return (
    <p class="unseen" aria-live="polite">
      {text.value}
    </p>
  );
}
