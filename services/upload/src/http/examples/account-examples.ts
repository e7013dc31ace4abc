import type { Examples } from './operation-example.ts';
import { cursor, expiresAt, filename, otherPhotoId, photoId, token } from './samples.ts';

const session = {
  signedIn: true,
  owner: '309a4fd39791f47e8ed471cb46aa15c8',
  name: 'Anna',
  kind: 'api-key',
  expiresAt,
};
const subscription = { email: 'anna@photos.example', status: 'pending' };
const share = {
  shareId: 'fe5df2108df96fbb09b6983b355278f5',
  url: `https://photos.example/s/${token}`,
  title: 'Dandelions',
  album: false,
  photos: 2,
  createdAt: '2026-07-11T05:31:00.000Z',
  expiresAt: '2026-07-18T05:31:00.000Z',
};
const sharedFile = (file: string) => ({ url: `/v1/shared/${token}/photos/${photoId}/${file}` });

/** Examples of signing in, shares, email addresses and what a client must know. */
export const accountExamples: Examples = {
  getClientConfig: {
    answers: {
      200: {
        uploads: {
          contentTypes: ['image/jpeg', 'image/heic'],
          maxBytes: 104_857_600,
          batchMax: 100,
          multipartFromBytes: 16_777_216,
          partSize: 8_388_608,
          partsPerCall: 100,
          perMinute: 1000,
        },
        photos: { pageMax: 200, statusMax: 200, deleteMax: 100, waitSecondsMax: 20 },
        variants: ['screen'],
        signIn: [{ kind: 'api-key', url: '/auth/session' }],
        csrfHeader: 'x-proofsheet-request',
        features: { subscriptions: true, shares: true, events: true },
        languages: ['en', 'ko'],
        language: 'en',
      },
    },
  },
  getSession: { answers: { 200: session } },
  createSession: { body: { apiKey: 'ps_Zm9yIGV4YW1wbGVzIG9ubHkhIQ' }, answers: { 200: session } },
  endSession: { answers: { 200: {} } },
  createCode: {
    body: { expiresIn: 300 },
    answers: { 201: { code: token, url: `https://photos.example/#code=${token}`, expiresAt } },
  },
  createSubscription: {
    body: { email: subscription.email },
    answers: { 200: subscription, 201: { ...subscription, subscriptionId: '5b0a6a3e-2d0f-4a1c-9a0e' } },
  },
  listSubscriptions: { answers: { 200: { subscriptions: [subscription] } } },
  createShare: {
    body: { photoIds: [photoId, otherPhotoId], title: share.title, expiresIn: 604_800 },
    answers: { 201: share },
  },
  listShares: { answers: { 200: { shares: [share] } } },
  getShared: { answers: { 200: { title: share.title, album: false, expiresAt: share.expiresAt } } },
  listSharedPhotos: {
    answers: {
      200: {
        photos: [
          {
            photoId,
            filename,
            width: 4032,
            height: 3024,
            thumbnail: sharedFile('thumbnail'),
            screen: sharedFile('screen'),
          },
        ],
        nextCursor: cursor,
      },
    },
  },
};
