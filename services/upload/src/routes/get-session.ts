import { describeSession } from '../auth/describe-session.ts';
import type { ReadSession } from '../auth/read-session.ts';
import type { App } from '../http/create-server.ts';
import { commonProblems } from '../schemas/problem.ts';
import { SessionAnswer } from '../schemas/session.ts';

const schema = {
  operationId: 'getSession',
  summary: 'Get the current session',
  tags: ['signing in'],
  security: [],
  response: {
    200: SessionAnswer,
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** `GET /auth/session`: whether there is a session, and whose. */
export function addGetSession(app: App, { readSession }: { readSession: ReadSession }): void {
  app.get('/auth/session', { schema }, async (request, reply) => {
    const session = await readSession(request);
    return reply.header('cache-control', 'no-store').send(describeSession(session));
  });
}
