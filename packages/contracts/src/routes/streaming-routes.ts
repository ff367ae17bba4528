import {
  LegacyStreamEvent,
  OfrepStreamEvent,
  OfrepStreamQuery,
  StreamEvent,
  StreamQuery,
} from '../streaming/stream-events.ts';
import type { Route } from './route.ts';

const stream = { service: 'streaming', method: 'GET', origins: 'any', eventStream: true } as const;

/** Everything the streaming service answers. */
export const streamingRoutes = [
  {
    ...stream,
    path: '/api/flags/stream',
    access: 'key_or_token',
    summary: 'Streams every change of a flag, as server-sent events.',
    query: StreamQuery,
    answers: { 200: StreamEvent },
  },
  {
    ...stream,
    path: '/api/realtime',
    access: 'key_or_token',
    summary: 'Streams every change of a flag in unnamed frames, for old clients.',
    answers: { 200: LegacyStreamEvent },
  },
  {
    ...stream,
    path: '/ofrep/v1/stream',
    access: { public: 'its URL carries a token that is good for this alone' },
    summary: 'Tells an OpenFeature provider when to evaluate again.',
    query: OfrepStreamQuery,
    answers: { 200: OfrepStreamEvent },
  },
] as const satisfies readonly Route[];
