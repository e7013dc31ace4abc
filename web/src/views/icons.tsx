import type { ComponentChildren } from 'preact';

function Icon({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

const path = (d: string) => () => (
  <Icon>
    <path d={d} />
  </Icon>
);

export const PlusIcon = path('M12 5v14M5 12h14');
export const CloseIcon = path('M6 6l12 12M18 6L6 18');
export const SearchIcon = path('M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20');
export const DownloadIcon = path('M12 4v11M7 11l5 5 5-5M5 20h14');
export const LinkIcon = path(
  'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7L12 17.7',
);
export const ShareIcon = path('M12 15V4M8 7.5L12 3.5l4 4M5 12v7h14v-7');
export const TrashIcon = path('M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5');
export const InfoIcon = path('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.2');
export const WarnIcon = path('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5v5.5M12 16.3v.2');
export const LeftIcon = path('M14.5 5.5L8 12l6.5 6.5');
export const RightIcon = path('M9.5 5.5L16 12l-6.5 6.5');
export const DownIcon = path('M6 9.5l6 6 6-6');
export const FolderIcon = path('M3.5 18.5v-13h6l2 2.5h9v10.5z');
export const CameraIcon = path(
  'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z',
);
export const WholeIcon = path('M4 4h16v16H4zM4 8.5h16M4 15.5h16');
export const MailIcon = path('M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7');
export const KeyboardIcon = path('M3 6.5h18v11H3zM6.5 10h.2M10 10h.2M13.5 10h.2M17 10h.2M8 14h8');
export const LanguageIcon = path(
  'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3.5 12h17M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
);
export const LeaveIcon = path('M14 4.5h5.5v15H14M10 8l-4 4 4 4M6 12h9');
export const PauseIcon = path('M8.5 6v12M15.5 6v12');
export const PlayIcon = path('M8 5.5l10 6.5-10 6.5z');
export const RetryIcon = path('M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4');

/** The mark of the project: a sheet of frames, one of them in the safelight. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="2.5" y="4" width="19" height="16" rx="2" />
      <path d="M9 4v16M15.5 4v16M2.5 12h19" />
      <rect class="lit" x="9.9" y="4.9" width="4.7" height="6.2" />
    </svg>
  );
}
