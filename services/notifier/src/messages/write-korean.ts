import type { FailureReason } from '@proofsheet/photos';
import {
  type Email,
  type FailedNotification,
  listFirst,
  type Notification,
  type ReadyNotification,
} from './notification.ts';

const reasons: Record<FailureReason, string> = {
  empty: '파일이 비어 있어요',
  'too-large': '파일이 너무 커요',
  'unsupported-format': '지원하지 않는 형식이에요',
  'too-many-pixels': '픽셀 수가 너무 많아요',
  truncated: '파일이 중간에서 잘렸어요',
  corrupt: '파일이 손상되었어요',
  timeout: '처리하는 데 시간이 너무 오래 걸렸어요',
  'too-many-frames': '프레임 수가 너무 많아요',
  'too-much-memory': '메모리가 너무 많이 필요해요',
  'too-narrow': '폭이나 높이가 너무 작아요',
};

export function writeKorean(notification: Notification): Email {
  return notification.status === 'ready' ? writeReady(notification) : writeFailed(notification);
}

function writeReady({ photos, linksEnd }: ReadyNotification): Email {
  const [first] = photos;
  const until = linksEnd ? `${linksEnd}까지 ` : '';
  if (photos.length === 1) {
    return {
      subject: '새롭게 사진이 업로드되었어요!',
      body: `${first?.fileName} 사진이 도착했어요.\n\n${until}여기에서 볼 수 있어요:\n${first?.link}\n`,
    };
  }
  const list = listFirst(
    photos,
    ({ fileName, link }) => `${fileName}\n${link}`,
    (count) => `… 그리고 ${count}장이 더 있어요.`,
  );
  return {
    subject: `새롭게 사진 ${photos.length}장이 업로드되었어요!`,
    body: `사진 ${photos.length}장이 도착했어요.\n\n${until}여기에서 볼 수 있어요:\n\n${list}`,
  };
}

function writeFailed({ photos }: FailedNotification): Email {
  const [first] = photos;
  if (first && photos.length === 1) {
    return {
      subject: '처리하지 못한 사진이 있어요',
      body: `${first.fileName} 사진을 처리하지 못했어요: ${reasons[first.reason]}.\n`,
    };
  }
  const list = listFirst(
    photos,
    ({ fileName, reason }) => `${fileName}: ${reasons[reason]}.`,
    (count) => `… 그리고 ${count}장이 더 있어요.`,
  );
  return {
    subject: `사진 ${photos.length}장을 처리하지 못했어요`,
    body: `사진 ${photos.length}장을 처리하지 못했어요.\n\n${list}`,
  };
}
