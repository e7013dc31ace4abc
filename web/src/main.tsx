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
import { createApp } from './state/create-app.ts';
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
  findSession(code),
]).catch(() => app.session.unreachable());
// A link that signs in changes nothing but the hash where the page is open already.
window.addEventListener('hashchange', () => {
  const next = takeCode(window);
  if (next !== undefined) void findSession(next).catch(() => app.session.unreachable());
});
setInterval(() => {
  if (document.visibilityState === 'visible') void app.session.renew(Date.now()).catch(() => {});
}, renewEvery);
void startServiceWorker(window);

async function findSession(signInCode: string | undefined): Promise<void> {
  const isFound = await app.session.find(signInCode);
  app.linkRefused.value = signInCode !== undefined && !isFound;
}
