import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { commonProblems } from '../schemas/problem.ts';
import type { ReadTimeline } from '../timeline/read-timeline.ts';
import { nextMonth } from '../timeline/timeline-state.ts';

interface GetTimelineOptions {
  readonly readTimeline: ReadTimeline;
  readonly now: () => Date;
}

const schema = {
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
  app.get('/v1/timeline', { schema, handlerTimeout }, async ({ owner, signal }, reply) => {
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
