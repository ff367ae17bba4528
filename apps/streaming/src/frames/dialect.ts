import type { EventSpelling, StreamConnected, StreamResync } from '@halyard/contracts';

import type { EventFields } from './event.ts';

/** A change as it is told: `json` holds all of it, `type` included. */
interface ToldChange {
  readonly type: string;
  readonly key: string;
  readonly json: string;
}

type Fields = Pick<EventFields, 'event' | 'data'>;

/** In which words a stream speaks. */
export interface Dialect {
  /** Under which names it tells a change, in this order. */
  readonly spellings: readonly EventSpelling[];
  /** It says that something has changed, and no more: once is enough. */
  readonly tellsOnce?: true;
  connected(data: StreamConnected, how: { isResumed: boolean }): Fields;
  change(told: ToldChange): Fields;
  resync(data: StreamResync): Fields;
  heartbeat(): Fields;
}

const named = (...spellings: EventSpelling[]): Dialect => ({
  spellings,
  connected: (data) => ({ event: 'connected', data: JSON.stringify(data) }),
  change: ({ type, json }) => ({ event: type, data: json }),
  resync: (data) => ({ event: 'resync', data: JSON.stringify(data) }),
  heartbeat: () => ({ event: 'heartbeat', data: 'ping' }),
});

const refetch = { data: '{"type":"refetchEvaluation"}' };

/** What clients in the wild understand. */
export const dialects = {
  both: named('underscore', 'dotted'),
  underscore: named('underscore'),
  dotted: named('dotted'),
  /** Frames without a name, for clients of `/api/realtime`. */
  unnamed: {
    spellings: ['dotted'],
    connected: (data) => ({ data: JSON.stringify({ type: 'connected', data }) }),
    change: ({ type, key, json }) => ({
      data: `{"type":"${type}","flagKey":${JSON.stringify(key)},"data":${json}}`,
    }),
    resync: (data) => ({ data: JSON.stringify({ type: 'resync', data }) }),
    heartbeat: () => ({ data: '{"type":"heartbeat"}' }),
  },
  /** The OpenFeature Remote Evaluation Protocol's. */
  ofrep: {
    spellings: ['dotted'],
    tellsOnce: true,
    // Something may have changed since the evaluation that told of this stream.
    connected: (_data, { isResumed }) => (isResumed ? {} : refetch),
    change: () => refetch,
    resync: () => refetch,
    heartbeat: () => ({}),
  },
} as const satisfies Record<string, Dialect>;
