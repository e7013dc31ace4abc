import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/top-bar.css';
import './styles/sheet.css';
import './styles/rail.css';
import './styles/tray.css';
import './styles/bars.css';
import './styles/lightbox.css';
import './styles/pages.css';
import type { ClientConfig } from './api/types.ts';
import { startServiceWorker } from './start-service-worker.ts';
import { createApp } from './state/app.ts';
import { takeCode } from './state/take-code.ts';
import { Page } from './views/page.tsx';
import { AppContext } from './views/use-app.ts';

/** Milliseconds between two looks at whether the session ends soon. */
const renewEvery = 60_000;

const code = takeCode(window);
const app = await createApp(window);
const root = document.getElementById('page');
if (root) {
  render(
    <AppContext.Provider value={app}>
      <Page />
    </AppContext.Provider>,
    root,
  );
}
await Promise.all([
  app.call<ClientConfig>('/v1/client-config').then((config) => {
    app.config.value = config;
  }),
  app.session.find(code).then((found) => {
    app.linkRefused.value = code !== undefined && !found;
  }),
]).catch(() => app.session.unreachable());
setInterval(() => {
  if (document.visibilityState === 'visible') void app.session.renew(Date.now()).catch(() => {});
}, renewEvery);
void startServiceWorker(window);
