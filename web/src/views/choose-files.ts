import { addFiles } from '../state/add-files.ts';
import type { App } from '../state/app.ts';

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
    void addFiles(
      app,
      files.map((file) => ({ file, source: file })),
    );
  });
  input.click();
}
