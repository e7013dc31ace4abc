import { cleanFileName, parseOriginalKey } from '@proofsheet/photos';
import type { CreateLink, Link } from '../links/create-link-maker.ts';
import type { TopicMessage } from '../notify/create-publish.ts';
import type { Photo } from '../notify/photo.ts';
import { type Language, writeEmail } from './languages.ts';
import { describePhoto, type MachineMessage } from './machine-message.ts';
import { createDayWriter, type Notification } from './notification.ts';

interface ComposeMessageOptions {
  readonly language: Language;
  readonly createLink: CreateLink;
}

interface NamedPhoto {
  readonly photo: Photo;
  readonly fileName: string;
  /** Link to a ready photo. */
  readonly link: Link | undefined;
}

/** Composes the message about photos of one group and one status: an email for people, and JSON for machines. */
export function createComposeMessage({ language, createLink }: ComposeMessageOptions) {
  const writeDay = createDayWriter(language);

  return async (photos: readonly Photo[]): Promise<TopicMessage> => {
    const named = await Promise.all(photos.map(name));
    const email = writeEmail[language](notificationOf(named, writeDay));
    const forMachines = machineMessageOf(named);
    return {
      subject: email.subject,
      // SQS, Lambda and HTTP get `default`: a copy for each would use up SNS's 256 KiB.
      message: JSON.stringify({
        default: JSON.stringify(forMachines),
        email: email.body,
        sms: email.subject,
      }),
      attributes: messageAttributes(forMachines, language),
    };
  };

  async function name(photo: Photo): Promise<NamedPhoto> {
    // The key of a photo uploaded without the API may contain line breaks. A name with line breaks could imitate our text.
    const fileName = cleanFileName(photo.key);
    return { photo, fileName, link: photo.status === 'ready' ? await createLink(photo.key) : undefined };
  }
}

function notificationOf(named: readonly NamedPhoto[], writeDay: (date: Date) => string): Notification {
  const failed = named.flatMap(({ photo, fileName }) =>
    photo.status === 'failed' ? [{ fileName, reason: photo.reason }] : [],
  );
  if (failed.length > 0) return { status: 'failed', photos: failed };
  const links = named.flatMap(({ fileName, link }) => (link ? [{ fileName, link }] : []));
  const ends = earliest(links.flatMap(({ link }) => link.ends ?? []));
  return {
    status: 'ready',
    photos: links.map(({ fileName, link }) => ({ fileName, link: link.url })),
    linksEnd: ends && writeDay(ends),
  };
}

function earliest(dates: readonly Date[]): Date | undefined {
  return dates.length === 0 ? undefined : new Date(Math.min(...dates.map((date) => date.getTime())));
}

function machineMessageOf(named: readonly NamedPhoto[]): MachineMessage {
  const first = named[0]?.photo;
  return {
    version: 1,
    status: first?.status ?? 'ready',
    owner: (first && parseOriginalKey(first.key)?.owner) ?? null,
    count: named.length,
    photos: named.map(({ photo, fileName, link }) => describePhoto(photo, fileName, link)),
  };
}

/** Attributes that subscriptions can filter by: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function messageAttributes(
  { status, owner, count, photos }: MachineMessage,
  language: Language,
): TopicMessage['attributes'] {
  const photoId = photos.length === 1 ? photos[0]?.photoId : undefined;
  const contentTypes = new Set(photos.map(({ contentType }) => contentType));
  const contentType = contentTypes.size === 1 ? photos[0]?.contentType : 'mixed';
  return {
    status,
    count,
    language,
    ...(owner && { owner }),
    ...(photoId && { photoId }),
    ...(contentType && { contentType }),
  };
}
