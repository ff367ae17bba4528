import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Scope } from '../access/scope.ts';
import type { Entry, News } from '../changes/news.ts';
import { createChannels } from './channel.ts';
import type { dialects } from './dialect.ts';
import { createEntryFrames } from './entry-frames.ts';
import { parseId, type Position } from './position.ts';

const seq = 7;
const organizationId = 'o';
const keyOf = (applicationId: string, environment: string | null = null): Scope => ({
  kind: 'key',
  organizationId,
  applicationId,
  environment,
});

const newsAt = (place: number) =>
  ({
    place,
    kind: 'updated',
    flag: {
      key: `flag-${place}`,
      applicationId: null,
      environments: { production: true, staging: false },
      version: 1,
      status: 'active',
    },
  }) as const;

const anyAudience = fc.constantFrom(
  { forMembers: true, forKeysOf: undefined },
  { forMembers: true, forKeysOf: { only: 'a' } },
  { forMembers: false, forKeysOf: { only: 'b' } },
  { forMembers: true, forKeysOf: { allBut: new Set(['b']) } },
);
const anyNews = fc
  .array(anyAudience, { minLength: 1, maxLength: 5 })
  .map((audiences): News[] =>
    audiences.map((audience, place) => ({ ...newsAt(place), ...audience })),
  );
const anyScope = fc.constantFrom<Scope>(
  { kind: 'member', organizationId },
  keyOf('a'),
  keyOf('a', 'staging'),
  keyOf('b'),
);
const anyDialect = fc.constantFrom<keyof typeof dialects>(
  'both',
  'underscore',
  'dotted',
  'unnamed',
  'ofrep',
);

const entryOf = (news: News[], isResync = false): Entry => ({ seq, atMs: 0, news, isResync });
const eventsIn = (chunk: { plain: Buffer } | undefined): string[] =>
  chunk ? chunk.plain.toString().split(/(?<=\n\n)/) : [];
const positionOf = (event: string): Position => parseId(/^id: (.*)$/m.exec(event)![1]!)!;

test('wherever a client was cut off, it is told the rest, and nothing again', () => {
  fc.assert(
    fc.property(anyNews, anyScope, anyDialect, (news, scope, dialect) => {
      const channel = createChannels()(scope, dialect);
      const frames = createEntryFrames(entryOf(news));
      const events = eventsIn(frames.of(channel));
      for (const [index, event] of events.entries()) {
        const rest = eventsIn(frames.after(channel, positionOf(event).frame));
        expect(rest).toEqual(events.slice(index + 1));
      }
    }),
  );
});

test('ids ascend, and the last one stands for the whole row', () => {
  fc.assert(
    fc.property(anyNews, anyScope, anyDialect, (news, scope, dialect) => {
      const { of, end } = createEntryFrames(entryOf(news));
      const positions = eventsIn(of(createChannels()(scope, dialect))).map(positionOf);
      const numbers = positions.map(({ frame }) => frame);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      if (positions.length > 0) expect(positions.at(-1)).toEqual(end);
    }),
  );
});

test('who comes back for one name alone does not hear again what was heard under it', () => {
  const channels = createChannels();
  const member: Scope = { kind: 'member', organizationId };
  const [both, dotted] = [channels(member, 'both'), channels(member, 'dotted')];
  const keysIn = (events: string[]) => events.map((one) => /flag-\d/.exec(one)![0]);
  fc.assert(
    fc.property(anyNews, (news) => {
      const frames = createEntryFrames(entryOf(news));
      for (const event of eventsIn(frames.of(both))) {
        const { frame } = positionOf(event);
        const named = eventsIn(frames.after(both, frame)).filter((one) =>
          one.includes('flag.updated'),
        );
        expect(keysIn(eventsIn(frames.after(dotted, frame)))).toEqual(keysIn(named));
      }
    }),
  );
});

test('the same words are written once, whoever hears them, and again only when they were let go', () => {
  const channels = createChannels();
  let written = 0;
  const forKeysOf = { allBut: new Set<string>() };
  const news = [{ ...newsAt(0), forMembers: true, forKeysOf }];
  const frames = createEntryFrames(entryOf(news), (count) => (written += count));
  const tellAll = () => {
    for (const scope of [{ kind: 'member', organizationId } as const, keyOf('a'), keyOf('b')])
      frames.of(channels(scope, 'both'));
  };
  tellAll();
  expect(written).toBe(2);
  frames.of(channels(keyOf('a', 'staging'), 'both'));
  expect(written).toBe(4);
  frames.forget();
  tellAll();
  expect(written).toBe(6);
});
