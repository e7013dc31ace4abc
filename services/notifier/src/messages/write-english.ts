import type { FailureReason } from '@proofsheet/photos';
import {
  type Email,
  type FailedNotification,
  listFirst,
  type Notification,
  type ReadyNotification,
} from './notification.ts';

const reasons: Record<FailureReason, string> = {
  empty: 'the file is empty',
  'too-large': 'the file is too large',
  'unsupported-format': 'its format is not supported',
  'too-many-pixels': 'it has too many pixels',
  truncated: 'the file ends too early',
  corrupt: 'the file is damaged',
  timeout: 'it took too long',
  'too-many-frames': 'it has too many frames',
  'too-much-memory': 'it would need too much memory',
  'too-narrow': 'it is too narrow or too flat',
};

export function writeEnglish(notification: Notification): Email {
  return notification.status === 'ready' ? writeReady(notification) : writeFailed(notification);
}

function writeReady({ photos, linksEnd }: ReadyNotification): Email {
  const [first] = photos;
  const until = linksEnd ? `, until ${linksEnd}` : '';
  if (photos.length === 1) {
    return {
      subject: 'A new photo has been uploaded!',
      body: `${first?.fileName} is here.\n\nSee it${until}:\n${first?.link}\n`,
    };
  }
  const list = listFirst(
    photos,
    ({ fileName, link }) => `${fileName}\n${link}`,
    (count) => `… and ${count} more.`,
  );
  return {
    subject: `${photos.length} new photos have been uploaded!`,
    body: `${photos.length} photos are here.\n\nSee them${until}:\n\n${list}`,
  };
}

function writeFailed({ photos }: FailedNotification): Email {
  const [first] = photos;
  if (first && photos.length === 1) {
    return {
      subject: 'A photo could not be processed',
      body: `${first.fileName} could not be processed: ${reasons[first.reason]}.\n`,
    };
  }
  const list = listFirst(
    photos,
    ({ fileName, reason }) => `${fileName}: ${reasons[reason]}.`,
    (count) => `… and ${count} more.`,
  );
  return {
    subject: `${photos.length} photos could not be processed`,
    body: `${photos.length} photos could not be processed.\n\n${list}`,
  };
}
