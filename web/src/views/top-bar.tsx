import { useRef } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import { AccountMenu } from './account-menu.tsx';
import { chooseFiles } from './choose-files.ts';
import { focusSheet } from './focus-sheet.ts';
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
      <button type="button" class="skip primary" onClick={focusSheet}>
        {t.skipToPhotos}
      </button>
      <h1 class="name">
        <Mark />
        <span>proofsheet</span>
      </h1>
      {total > 0 && <span class="count num">{t.photoCount(total, f.number(total))}</span>}
      {total > 0 || app.search.text.value !== '' ? <SearchField /> : <span class="find-space" />}
      <div class="ways">
        <button
          type="button"
          class="quiet language"
          lang={t.otherLanguageCode}
          onClick={() => void app.setLanguage(t.otherLanguageCode)}
        >
          {t.otherLanguage}
        </button>
        <button
          type="button"
          class="primary"
          id="add"
          onClick={() => chooseFiles(app)}
          aria-label={t.addPhotos}
        >
          <PlusIcon />
          <span>{t.addPhotos}</span>
        </button>
        <AccountMenu />
      </div>
    </header>
  );
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
