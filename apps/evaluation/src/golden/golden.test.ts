import { readGoldenTopics, type GoldenCase } from '@halyard/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { apiWay } from './api-way.ts';
import { ofrepWay } from './ofrep-way.ts';
import { startCases, type StartedCases } from './start-cases.ts';
import { v1Way } from './v1-way.ts';
import type { Answer, Way } from './way.ts';

const topics = readGoldenTopics();
const cases = topics.flatMap(({ cases }) => cases);
const ways = [apiWay, v1Way, ofrepWay];

let started: StartedCases;

beforeAll(async () => {
  started = await startCases(cases);
}, 30_000);

afterAll(() => started.close());

const isSayable =
  ({ findObstacle }: Way) =>
  (given: GoldenCase) =>
    findObstacle(given) === undefined;

describe.each(ways)('the golden cases over $name', { timeout: 30_000 }, (way) => {
  const sayable = topics
    .map(({ topic, cases }) => ({ topic, cases: cases.filter(isSayable(way)) }))
    .filter(({ cases }) => cases.length > 0);

  test.each(sayable)('$topic', async ({ cases }) => {
    const answers: Record<string, Answer> = {};
    for (const given of cases) {
      const { status, body } = await started.ask(given, way.say(given));
      answers[given.name] = { status, body: way.bodies[status]?.parse(body) ?? body };
    }
    const expected = cases.map((given) => [given.name, way.expected(given)] as const);
    expect(answers).toEqual(Object.fromEntries(expected));
  });
});

function countBy(toName: (given: GoldenCase) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of cases.map(toName)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('no golden case is left out unnoticed:', () => {
  const asked = ({ findObstacle }: Way) => countBy((given) => findObstacle(given) ?? 'asked');

  test('/api can say all', () => {
    expect(asked(apiWay)).toEqual({ asked: cases.length });
  });

  test('/ofrep can say all but those that need its names for something else', () => {
    expect(asked(ofrepWay)).toEqual({
      asked: cases.length - 19,
      'attributes cannot be null': 1,
      'all other fields are attributes': 3,
      'attributes cannot have the names of fields': 15,
    });
  });

  test('/v1 can say those that need a user and attributes at most', () => {
    const counts = asked(v1Way);
    expect(counts).toEqual({
      asked: expect.any(Number),
      'a user_id is needed': expect.any(Number),
      'a user_id and attributes are all': expect.any(Number),
    });
    expect(counts['asked']).toBeGreaterThanOrEqual(500);
  });

  test('OpenFeature’s reasons and errors all occur', () => {
    const counts = countBy((given) => {
      const { reason, errorCode } = ofrepWay.expected(given).body as Record<string, string>;
      return reason ?? errorCode!;
    });
    expect(Object.keys(counts).toSorted()).toEqual([
      'DISABLED',
      'FLAG_NOT_FOUND',
      'GENERAL',
      'SPLIT',
      'STATIC',
      'TARGETING_KEY_MISSING',
      'TARGETING_MATCH',
    ]);
  });
});
