export { createMailReader, type MailedPhoto } from './read-mails.ts';
export { samplePhotos } from './sample-photos.ts';
export { type Photo, sendPhoto } from './send-photo.ts';
