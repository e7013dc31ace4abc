import { cleanFileName, parseOriginalKey } from '@proofsheet/photos';
import type { Photo } from '../announce/look-at-photo.ts';
import type { Publication } from '../create-publish.ts';
import type { CreateLink, Link } from '../links/link.ts';
import type { Announcement } from './announcement.ts';
import { type Language, writeMail } from './languages.ts';
import { describePhoto, type MachineMessage } from './machine-message.ts';
import { messageAttributes } from './message-attributes.ts';

export interface ComposeOptions {
  readonly language: Language;
  readonly createLink: CreateLink;
}

interface Named {
  readonly photo: Photo;
  readonly fileName: string;
  /** Of a photo that is ready. */
  readonly link: Link | undefined;
}

/** The message that announces these photos, which are of one owner and one status: a mail, and JSON for machines. */
export function createCompose({ language, createLink }: ComposeOptions) {
  return async (photos: readonly Photo[]): Promise<Publication> => {
    const named = await Promise.all(photos.map(name));
    const mail = writeMail[language](announcementOf(named));
    const forMachines = machineMessageOf(named);
    return {
      subject: mail.subject,
      // What is under `default` goes to SQS, Lambda and HTTP: a copy for each would use up SNS's 256 KiB.
      message: JSON.stringify({
        default: JSON.stringify(forMachines),
        email: mail.body,
        sms: mail.subject,
      }),
      attributes: messageAttributes(forMachines, language),
      owner: forMachines.owner,
    };
  };

  async function name(photo: Photo): Promise<Named> {
    // A key that did not come through the API may hold line breaks, with which a name could pose as our text.
    const fileName = cleanFileName(photo.key);
    return { photo, fileName, link: photo.status === 'ready' ? await createLink(photo.key) : undefined };
  }
}

function announcementOf(named: readonly Named[]): Announcement {
  const failed = named.flatMap(({ photo, fileName }) =>
    photo.status === 'failed' ? [{ fileName, reason: photo.reason }] : [],
  );
  if (failed.length > 0) return { status: 'failed', photos: failed };
  const links = named.flatMap(({ fileName, link }) => (link ? [{ fileName, link }] : []));
  return {
    status: 'ready',
    photos: links.map(({ fileName, link }) => ({ fileName, link: link.url })),
    linksEnd: new Date(Math.min(...links.map(({ link }) => link.ends.getTime()))),
  };
}

function machineMessageOf(named: readonly Named[]): MachineMessage {
  const first = named[0]?.photo;
  return {
    version: 1,
    status: first?.status ?? 'ready',
    owner: (first && parseOriginalKey(first.key)?.owner) ?? null,
    count: named.length,
    photos: named.map(({ photo, fileName, link }) => describePhoto(photo, fileName, link)),
  };
}
