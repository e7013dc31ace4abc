import { firstPhotoIdBefore } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { writePosition } from '../http/cursor.ts';
import { commonProblems } from '../schemas/answers.ts';
import { positionStep, type ReadMonth } from '../timeline/read-month.ts';
import type { ReadTimeline } from '../timeline/read-timeline.ts';
import { nextMonth } from '../timeline/timeline-state.ts';

interface GetTimelineOptions {
  readonly readTimeline: ReadTimeline;
  readonly now: () => Date;
}

const getTimelineSchema = {
  operationId: 'getTimeline',
  summary: 'Get the number of photos per month',
  description:
    'By month of upload, in UTC. Counts may lag behind deletions; the pages of `before` are always current.',
  tags: ['photos'],
  response: {
    200: Type.Object(
      {
        asOf: Type.String({ format: 'date-time' }),
        complete: Type.Boolean({ description: 'False while a large album is being counted: call again' }),
        photos: Type.Integer({ minimum: 0 }),
        months: Type.Array(
          Type.Object({
            month: Type.String({ examples: ['2026-07'] }),
            photos: Type.Integer({ minimum: 1 }),
            before: Type.String({ description: 'Value for GET /v1/photos?before= to begin with that month' }),
          }),
          { description: 'Newest first' },
        ),
      },
      { title: 'Timeline' },
    ),
    ...commonProblems,
  },
};

/** `GET /v1/timeline`: counts for a scroll bar over the whole album. */
export function addGetTimeline(app: App, { readTimeline, now }: GetTimelineOptions): void {
  app.get('/v1/timeline', { schema: getTimelineSchema, handlerTimeout }, async ({ owner, signal }, reply) => {
    const { months, complete } = await readTimeline(owner, signal);
    const counted = Object.entries(months)
      .map(([month, photos]) => ({ month, photos, before: nextMonth(month) }))
      .sort((a, b) => (a.month < b.month ? 1 : -1));
    const photos = counted.reduce((sum, month) => sum + month.photos, 0);
    return reply
      .header('cache-control', 'private, no-store')
      .send({ asOf: now().toISOString(), complete, photos, months: counted });
  });
}

const getMonthSchema = {
  operationId: 'getMonth',
  summary: 'Get the positions of the pages of a month',
  description: `For jumps into the middle of a month. All pages but the first have ${positionStep} photos, counted from the oldest photo of the month. Counts may lag behind deletions by a day; the pages of a cursor are always current.`,
  tags: ['photos'],
  params: Type.Object({
    month: Type.String({ pattern: '^2\\d{3}-(?:0[1-9]|1[0-2])$', description: 'In UTC, such as `2026-07`' }),
  }),
  response: {
    200: Type.Object(
      {
        month: Type.String(),
        photos: Type.Integer({ minimum: 0 }),
        before: Type.String({ description: 'Value for GET /v1/photos?before= to begin with that month' }),
        cursors: Type.Array(Type.String(), {
          description:
            'Values for GET /v1/photos?cursor= to begin with each page, newest first. The first page is the short one',
        }),
      },
      { title: 'MonthPositions' },
    ),
    ...commonProblems,
  },
};

/** `GET /v1/timeline/{month}`: positions for a scroll bar within a large month. */
export function addGetMonth(app: App, { readMonth }: { readonly readMonth: ReadMonth }): void {
  app.get(
    '/v1/timeline/:month',
    { schema: getMonthSchema, handlerTimeout },
    async ({ params, owner, signal }, reply) => {
      const { month } = params;
      const { head, starts } = await readMonth(owner, month, signal);
      const before = nextMonth(month);
      const whole = starts.map((photoId) => writePosition(owner, photoId));
      const cursors =
        head > 0 ? [writePosition(owner, firstPhotoIdBefore(Date.parse(before))), ...whole] : whole;
      return reply
        .header('cache-control', 'private, no-store')
        .send({ month, photos: head + positionStep * starts.length, before, cursors });
    },
  );
}
