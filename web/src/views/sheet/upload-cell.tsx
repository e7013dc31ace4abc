import { useState } from 'preact/hooks';
import { retryPhoto } from '../../state/retry-photo.ts';
import { type Stage, stageOf } from '../../state/queue-counts.ts';
import type { QueueItem } from '../../state/queue.ts';
import { WarnIcon } from '../icons.tsx';
import { describeTrouble } from '../describe-upload.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { Preview } from './preview.tsx';
import { Thumbnail } from './thumbnail.tsx';

/** What a cell shows of a file on its way: it develops as it travels. */
export function UploadFace({ item }: { readonly item: QueueItem }) {
  const [isDeveloped, setDeveloped] = useState(false);
  const upload = item.upload.value;
  const photo = item.photo.value;
  const stage = stageOf(upload, photo);
  if (stage === 'needs-you') return <Trouble item={item} />;
  return (
    <>
      {!isDeveloped && <Preview id={item.id} name={upload.name} />}
      {stage === 'ready' && photo && <Thumbnail photo={photo} onThere={() => setDeveloped(true)} />}
      <Way stage={stage} done={upload.size > 0 ? upload.sent / upload.size : 0} />
    </>
  );
}

function Way({ stage, done }: { readonly stage: Stage; readonly done: number }) {
  if (stage === 'uploading') {
    return (
      <div class="way">
        <i style={{ transform: `scaleX(${done})` }} />
      </div>
    );
  }
  if (stage === 'developing') {
    return (
      <div class="way">
        <i />
      </div>
    );
  }
  return null;
}

function Trouble({ item }: { readonly item: QueueItem }) {
  const app = useApp();
  const { t } = useLanguage();
  const upload = item.upload.value;
  const photo = item.photo.value;
  const uploader = app.uploads.value?.uploader;
  const kind = upload.failure?.kind;
  const canRetry = kind === 'server' || kind === 'unreadable' || photo?.reason === 'timeout';
  const retry = () => {
    if (photo?.reason === 'timeout') void retryPhoto(app, photo);
    else void uploader?.retry(item.id);
  };
  const remove = () => {
    if (upload.status === 'stored' && upload.photoId !== undefined) app.deletions.delete([upload.photoId]);
    else void uploader?.remove(item.id);
  };
  return (
    <div class="trouble">
      <WarnIcon />
      <b>{upload.name}</b>
      <p>{describeTrouble(t, upload, photo)}</p>
      {canRetry ? (
        <button type="button" tabIndex={-1} onClick={retry}>
          {t.tryAgain}
        </button>
      ) : (
        <button type="button" tabIndex={-1} onClick={remove}>
          {upload.status === 'stored' ? t.delete : t.remove}
        </button>
      )}
    </div>
  );
}
