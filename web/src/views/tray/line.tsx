import { stageOf } from '../../state/queue-counts.ts';
import type { QueueItem } from '../../state/queue.ts';
import { retryPhoto } from '../../state/retry-photo.ts';
import { describeUpload } from '../describe-upload.ts';
import { CloseIcon, PauseIcon, PlayIcon, RetryIcon, WarnIcon } from '../icons.tsx';
import { Preview } from '../sheet/preview.tsx';
import { useApp, useLanguage } from '../use-app.ts';

/** A file on its way. */
export function Line({ item, now }: { readonly item: QueueItem; readonly now: number }) {
  const { t, f } = useLanguage();
  const upload = item.upload.value;
  const photo = item.photo.value;
  const stage = stageOf(upload, photo);
  const isWaiting = stage === 'queued' && (upload.retryAt ?? 0) > now;
  const tone = stage === 'needs-you' || isWaiting ? 'bad' : stage === 'ready' ? 'good' : '';
  return (
    <li class="line">
      <span class="small">
        {stage === 'needs-you' ? (
          <WarnIcon />
        ) : photo?.thumbnail ? (
          <img src={photo.thumbnail.url} alt="" crossorigin="anonymous" />
        ) : (
          <Preview id={item.id} name="" />
        )}
      </span>
      <div class="told">
        <b title={upload.name}>{upload.name}</b>
        <small class={`num ${tone}`}>{describeUpload({ t, f }, upload, photo, now)}</small>
      </div>
      <Actions item={item} />
    </li>
  );
}

function Actions({ item }: { readonly item: QueueItem }) {
  const app = useApp();
  const { t } = useLanguage();
  const upload = item.upload.value;
  const photo = item.photo.value;
  const uploader = app.uploads.value?.uploader;
  const stage = stageOf(upload, photo);
  if (stage === 'ready' || stage === 'developing') return <span />;
  const { name } = upload;
  const isFinal = upload.failure && !['server', 'unreadable'].includes(upload.failure.kind);
  return (
    <span class="do">
      {(stage === 'queued' || stage === 'uploading') && (
        <button
          type="button"
          class="round"
          aria-label={t.pauseFile(name)}
          onClick={() => void uploader?.pause(item.id)}
        >
          <PauseIcon />
        </button>
      )}
      {stage === 'paused' && (
        <button
          type="button"
          class="round"
          aria-label={t.resumeFile(name)}
          onClick={() => void uploader?.retry(item.id)}
        >
          <PlayIcon />
        </button>
      )}
      {stage === 'needs-you' && !isFinal && (photo?.status !== 'failed' || photo.reason === 'timeout') && (
        <button
          type="button"
          class="round"
          aria-label={t.retryFile(name)}
          onClick={() => void (photo ? retryPhoto(app, photo) : uploader?.retry(item.id))}
        >
          <RetryIcon />
        </button>
      )}
      {upload.status !== 'stored' && (
        <button
          type="button"
          class="round"
          aria-label={isFinal ? t.removeFile(name) : t.cancelFile(name)}
          onClick={() => void uploader?.remove(item.id)}
        >
          <CloseIcon />
        </button>
      )}
    </span>
  );
}
