import { useRef } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import type { App } from '../state/app.ts';
import { AccountMenu } from './account-menu.tsx';
import { CloseIcon, Mark, PlusIcon, SearchIcon } from './icons.tsx';
import { useApp, useLanguage } from './use-app.ts';

/** Milliseconds after the last key before the search begins. */
const searchAfter = 250;

export function TopBar() {
  const app = useApp();
  const { t, f } = useLanguage();
  const total = app.source.value.total.value;
  return (
    <header class="bar">
      <a class="skip primary" href="#sheet" onClick={focusSheet}>
        {t.skipToPhotos}
      </a>
      <span class="name">
        <Mark />
        <span>proofsheet</span>
      </span>
      {total > 0 && <span class="count num">{t.photoCount(total, f.number(total))}</span>}
      <SearchField />
      <div class="ways">
        <button
          type="button"
          class="quiet language"
          lang={t.otherLanguageCode}
          onClick={() => void app.setLanguage(t.otherLanguageCode)}
        >
          {t.otherLanguage}
        </button>
        <button type="button" class="primary" id="add" onClick={() => chooseFiles(app)} aria-label={t.addPhotos}>
          <PlusIcon />
          <span>{t.addPhotos}</span>
        </button>
        <AccountMenu />
      </div>
    </header>
  );
}

/** Opens the browser's window for files. */
export function chooseFiles(app: App, how: 'files' | 'folder' | 'camera' = 'files'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = how !== 'camera';
  if (how === 'folder') input.webkitdirectory = true;
  else input.accept = 'image/*,.heic,.heif,.avif';
  if (how === 'camera') input.capture = 'environment';
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    void app.uploads.value?.add(files.map((file) => ({ file, source: file })));
  });
  input.click();
}

function focusSheet(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#sheet [tabindex="0"]')?.focus();
}

function SearchField() {
  const { search } = useApp();
  const { t, f } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Another part of the page may end the search.
  useSignalEffect(() => {
    if (input.current && search.text.value === '') input.current.value = '';
  });
  const start = (text: string) => void search.start(text.trim()).catch(() => {});
  return (
    <search class="find">
      <SearchIcon />
      <input
        ref={input}
        id="search"
        type="search"
        placeholder={t.search}
        aria-label={t.search}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => start(value), searchAfter);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.currentTarget.value = '';
          start('');
        }}
      />
      {search.text.value === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" class="round" aria-label={t.clearSearch} onClick={() => start('')}>
          <CloseIcon />
        </button>
      )}
      <span class="unseen" role="status">
        {search.text.value !== '' && !search.isRunning.value
          ? t.found(search.found.value.length, f.number(search.found.value.length))
          : ''}
      </span>
    </search>
  );
}
