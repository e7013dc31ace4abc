import type { Expected } from './check-resources.ts';

const origins = ['https://photos.example', 'https://www.photos.example'];

export const firstParameters = [
  '--parameter-overrides',
  `BrowserOrigins=${origins.join(',')}`,
  'Email=you@example.org',
  'OwnerTopics=true',
  'NotifyFailed=true',
];

export const expectedAtFirst: Expected = {
  notifications: {
    originals: notificationsOfOriginals('…'),
    thumbnails: ['s3:ObjectCreated:* → proofsheet-thumbnails-events […]'],
    derived: ['s3:ObjectCreated:* → proofsheet-thumbnails-events [outcomes/….failed]'],
  },
  origins,
  versioning: undefined,
  thumbnailsSources: ['thumbnails', 'derived'],
  email: 'you@example.org',
};

/** Parameters that are not named keep their value. */
export const changedParameters = [
  '--parameter-overrides',
  'BrowserOrigins=https://new.example',
  'KeyPrefix=photos/',
  'KeySuffix=.jpg',
  'KeepVersions=true',
  'OriginalsDays=365',
  'NotifyFailed=false',
  'OidcIssuer=oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE',
];

export const expectedWhenChanged: Expected = {
  notifications: {
    originals: notificationsOfOriginals('photos/….jpg'),
    thumbnails: ['s3:ObjectCreated:* → proofsheet-thumbnails-events […]'],
    derived: [],
  },
  origins: ['https://new.example'],
  versioning: 'Enabled',
  thumbnailsSources: ['thumbnails'],
  email: 'you@example.org',
};

function notificationsOfOriginals(filter: string): string[] {
  const events = ['s3:LifecycleExpiration:*', 's3:ObjectCreated:*', 's3:ObjectRemoved:*'];
  return events.map((event) => `${event} → proofsheet-originals-events [${filter}]`);
}
