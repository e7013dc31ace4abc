import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { stageOf } from '../../state/queue-counts.ts';
import type { QueueItem } from '../../state/queue.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { Line } from './line.tsx';

/** Height of a line in px, as in the style sheet, and how many are rendered beyond what is seen. */
const lineHeight = 52;
const around = 4;
/** Milliseconds between two looks at what is told in seconds. */
const tick = 1000;

/** One line a file, what needs a person first. Only lines that are seen are there. */
export function Lines() {
  const { queue } = useApp();
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now();
    }, tick);
    return () => clearInterval(timer);
  }, []);
  // Sorted anew with every change of a stage, which the counts tell.
  void queue.counts.value;
  const items = sort(queue.items.value);
  const height = box.current?.clientHeight ?? 300;
  const start = Math.max(0, Math.floor(top.value / lineHeight) - around);
  const seen = items.slice(start, start + Math.ceil(height / lineHeight) + 2 * around);
  return (
    <div
      ref={box}
      class="lines"
      onScroll={({ currentTarget }) => {
        top.value = currentTarget.scrollTop;
      }}
    >
      <ul
        aria-label={t.uploads}
        style={{ paddingTop: `${start * lineHeight}px`, height: `${items.length * lineHeight}px` }}
      >
        {seen.map((item) => (
          <Line key={item.id} item={item} now={now.value} />
        ))}
      </ul>
    </div>
  );
}

const order = ['needs-you', 'uploading', 'developing', 'paused', 'queued', 'ready'];

function sort(items: readonly QueueItem[]): QueueItem[] {
  const groups = Map.groupBy(items, ({ upload, photo }) => stageOf(upload.peek(), photo.peek()));
  return order.flatMap((stage) => groups.get(stage as ReturnType<typeof stageOf>) ?? []);
}
