import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import { commonProblems, problemAnswer } from '../schemas/answers.ts';
import type { EventHub } from '../waiting/event-hub.ts';
import { openEventStream } from '../waiting/event-stream.ts';

interface GetEventsOptions {
  readonly hub: EventHub;
  readonly now: () => Date;
}

/** Maximum lifetime of a stream, in milliseconds, so that streams move to new pods. */
const maxAgeMs = 30 * 60_000;
/** Tolerance for the age of records, in milliseconds: S3 has whole seconds. */
const slackMs = 2000;

/** The fields of one event. `data` is JSON in a string. */
const Event = Type.Object({
  event: Type.Optional(Type.String()),
  data: Type.Optional(Type.String({ description: 'JSON' })),
  id: Type.Optional(Type.String({ description: 'Value for Last-Event-ID' })),
  retry: Type.Optional(Type.Integer({ description: 'Milliseconds' })),
});

const schema = {
  operationId: 'getEvents',
  summary: 'Stream status changes of your photos as server-sent events',
  description:
    '`hello` comes first, `photo` for each photo that is ready or has failed, `gone` for a photo that was deleted or is retried, `bye` before the stream ends. To miss nothing, connect first and list afterwards. An event may come twice.',
  tags: ['photos'],
  querystring: Type.Object(
    {
      since: Type.Optional(
        Type.String({ maxLength: 40, description: 'Include earlier events since this time, in ISO 8601' }),
      ),
    },
    { additionalProperties: false },
  ),
  headers: Type.Object({
    'last-event-id': Type.Optional(
      Type.String({ maxLength: 40, description: 'Like `since`; browsers send it when they reconnect' }),
    ),
  }),
  response: {
    200: { description: 'Events', content: { 'text/event-stream': { schema: Event } } },
    ...commonProblems,
    429: problemAnswer('Too many streams of yours; try again after Retry-After seconds'),
  },
};

/** `GET /v1/events`: streams outcomes within about a second. */
export function addGetEvents(app: App, { hub, now }: GetEventsOptions): void {
  app.get('/v1/events', { schema }, (request, reply) => {
    const { owner, session, query, headers } = request;
    const since = readSince(headers['last-event-id'] || query.since, now());
    const leave = hub.takePlace(owner);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    const stream = openEventStream(reply.raw);
    const disconnect = hub.connect(owner, stream, since);
    const sessionMs = session ? session.expiresAt.getTime() - now().getTime() : Number.POSITIVE_INFINITY;
    const end = setTimeout(
      () => stream.end(sessionMs < maxAgeMs ? 'session' : 'age'),
      Math.min(sessionMs, maxAgeMs),
    );
    reply.raw.once('close', () => {
      clearTimeout(end);
      disconnect();
      leave();
    });
  });
}

/** @throws ProblemError `invalid-request` */
function readSince(text: string | undefined, now: Date): Date {
  const time = text === undefined ? now.getTime() : Date.parse(text);
  if (Number.isNaN(time)) {
    const errors = [{ field: 'querystring/since', message: 'must be a time in ISO 8601' }];
    throw new ProblemError('invalid-request', { errors });
  }
  return new Date(Math.floor((time - slackMs) / 1000) * 1000);
}
