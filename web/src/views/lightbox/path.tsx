import type { Photo } from '../../api/types.ts';
import { useApp, useLanguage } from '../use-app.ts';

interface Step {
  readonly text: string;
  /** Milliseconds since 1970; none for a step that is still to come. */
  readonly at?: number;
  readonly kind?: 'open' | 'failed';
  readonly why?: string;
}

/** How a photo got here: each step with the time that it took. */
export function Path({ photo }: { readonly photo: Photo }) {
  const { t, f } = useLanguage();
  const upload = useApp().queue.ofPhoto(photo.photoId)?.upload.value;
  const steps: Step[] = [];
  if (upload) steps.push({ text: t.stepUploaded, at: upload.addedAt });
  steps.push({ text: t.stepStored, at: upload?.storedAt ?? Date.parse(photo.uploadedAt) });
  if (photo.status === 'processing') steps.push({ text: t.stepWaiting, kind: 'open' });
  if (photo.status === 'failed') {
    steps.push({
      text: t.stepFailed,
      kind: 'failed',
      why: t.reasons[photo.reason ?? 'corrupt'],
      ...(photo.failedAt !== undefined && { at: Date.parse(photo.failedAt) }),
    });
  }
  if (photo.status === 'ready') {
    steps.push({
      text: t.stepThumbnail,
      ...(photo.readyAt !== undefined && { at: Date.parse(photo.readyAt) }),
    });
  }
  if (photo.notifiedAt !== undefined) steps.push({ text: t.stepEmail, at: Date.parse(photo.notifiedAt) });

  return (
    <section>
      <h2>{t.howItGotHere}</h2>
      <ol class="path num">
        {steps.map(({ text, at, kind, why }, index) => {
          const before = steps[index - 1]?.at;
          return (
            <li key={text} class={kind ?? ''}>
              <span>
                {text}
                {why !== undefined && <div class="why">{why}</div>}
              </span>
              {at !== undefined && (
                <time dateTime={new Date(at).toISOString()}>
                  {before === undefined ? f.clock(at) : `+ ${f.duration(Math.max(0, at - before))}`}
                </time>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
