import { useApp } from '../use-app.ts';
import { EmailDialog } from './email-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { SharesDialog } from './shares-dialog.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** The window that is open. */
export function Dialogs() {
  const { value } = useApp().dialog;
  switch (value?.kind) {
    case 'email':
      return <EmailDialog />;
    case 'shares':
      return <SharesDialog />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'share':
      return <ShareDialog photoIds={value.photoIds} />;
    default:
      return null;
  }
}
