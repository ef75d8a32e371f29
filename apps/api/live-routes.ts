import { headerOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

const position = /^[A-Za-z0-9._:/-]{1,64}$/;

export const liveRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/live',
    name: 'Live',
    sends: true,
    operation: {
      tag: 'operation',
      summary: 'Which streams changed, as it happens (server-sent events).',
      description:
        'After the read models have committed comes an event `changed` with `{ position, streams }`, whose id is the position; of the streams, those that whoever listens may see at that moment. The connection ends when its session or token does. Come back with Last-Event-ID to get what was missed; when that is too long ago comes an event `reset`: read again what you show.',
      parameters: [
        {
          name: 'Last-Event-ID',
          in: 'header',
          description: 'The position of the last event that was seen.',
          schema: { type: 'string', maxLength: 64 },
        },
      ],
      answer: {
        description: 'A stream of events that does not end.',
        type: 'text/event-stream',
        schema: { type: 'string' },
      },
      problems: [503],
    },
    run: async ({ house, whoIs }, request, reply) => {
      const lastSeen = headerOf(request.headers, 'Last-Event-ID');
      if (lastSeen !== undefined && !position.test(lastSeen))
        throw new RequestError('request.header', 'The header Last-Event-ID must be an id that this stream has sent.');
      const stream = await house.live.connect(lastSeen, () => whoIs(request, { listens: true }));
      // Also of an answer that takes nothing from it, as to HEAD.
      reply.raw.once('close', () => stream.destroy());
      return reply
        .headers({
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
          // The connection is of no use to anything else, and must not keep a closing server waiting.
          connection: 'close',
        })
        .send(stream);
    },
  },
];
