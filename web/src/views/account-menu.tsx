import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { chooseFiles } from './choose-files.ts';
import {
  CameraIcon,
  FolderIcon,
  KeyboardIcon,
  LanguageIcon,
  LeaveIcon,
  LinkIcon,
  MailIcon,
  WholeIcon,
} from './icons.tsx';
import { useApp, useLanguage } from './use-app.ts';

/** Who is signed in, and what is needed less often. */
export function AccountMenu() {
  const app = useApp();
  const { t } = useLanguage();
  const menu = useRef<HTMLDivElement>(null);
  const state = app.session.state.value;
  const name =
    state.state === 'signed-in' ? (state.session.name ?? state.session.owner?.slice(0, 8) ?? '') : '';
  const features = app.config.value?.features;
  const isWhole = app.preferences.fit.value === 'contain';

  const item = (icon: ComponentChildren, text: string, act: () => void, lang?: string) => (
    <li>
      <button
        type="button"
        {...(lang !== undefined && { lang })}
        onClick={() => {
          menu.current?.hidePopover();
          act();
        }}
      >
        {icon}
        {text}
      </button>
    </li>
  );
  return (
    <>
      <button
        type="button"
        class="who"
        aria-label={t.account}
        data-initials={name.slice(0, 2).toUpperCase() || '··'}
        popovertarget="menu"
      />
      <div ref={menu} id="menu" class="menu" popover="auto">
        {name !== '' && <p>{t.signedInAs(name)}</p>}
        <ul>
          {item(<FolderIcon />, t.chooseFolder, () => chooseFiles(app, 'folder'))}
          {item(<CameraIcon />, t.takePhoto, () => chooseFiles(app, 'camera'))}
          {item(<WholeIcon />, isWhole ? t.showSquare : t.showWhole, () => {
            app.preferences.fit.value = isWhole ? 'cover' : 'contain';
          })}
        </ul>
        <hr />
        <ul>
          {features?.subscriptions &&
            item(<MailIcon />, t.emailMe, () => {
              app.dialog.value = { kind: 'email' };
            })}
          {features?.shares &&
            item(<LinkIcon />, t.shares, () => {
              app.dialog.value = { kind: 'shares' };
            })}
          {item(<KeyboardIcon />, t.shortcuts, () => {
            app.dialog.value = { kind: 'shortcuts' };
          })}
          {item(
            <LanguageIcon />,
            t.otherLanguage,
            () => void app.setLanguage(t.otherLanguageCode),
            t.otherLanguageCode,
          )}
        </ul>
        <hr />
        <ul>{item(<LeaveIcon />, t.signOut, () => void app.signOut())}</ul>
      </div>
    </>
  );
}
