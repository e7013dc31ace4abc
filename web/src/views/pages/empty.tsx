import { chooseFiles } from '../choose-files.ts';
import { useApp, useLanguage } from '../use-app.ts';

/** The first thing that a new person sees: where to put photos. */
export function Empty() {
  const app = useApp();
  const { t } = useLanguage();
  return (
    <main class="middle">
      <div class="drop">
        <div class="strip" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
          <i />
        </div>
        <h1>{t.emptyTitle}</h1>
        <p>{t.emptyText}</p>
        <div class="ways">
          <button type="button" class="primary" onClick={() => chooseFiles(app)}>
            {t.choosePhotos}
          </button>
          <button type="button" class="quiet" onClick={() => chooseFiles(app, 'folder')}>
            {t.chooseFolder}
          </button>
        </div>
        <figure>
          <figcaption>{t.orFromTerminal}</figcaption>
          <pre>{curlLine(location.origin)}</pre>
        </figure>
      </div>
    </main>
  );
}

function curlLine(origin: string): string {
  return `curl ${origin}/v1/uploads -H "authorization: Bearer $KEY" \\
  --json '{"filename":"cat.jpg","contentType":"image/jpeg","size":48213}'`;
}
