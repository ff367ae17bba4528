import { FlagEvaluation, FlagEvaluations } from '@halyard/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { expectAnswer, expectSound } from './driver/expect-sound.ts';
import { trickyNames } from './driver/flags.ts';
import { nestedLists, nestedObjects } from './driver/hostile-bodies.ts';
import { startHostileNode, type HostileNode } from './driver/hostile-node.ts';
import { readJson } from './driver/shapes.ts';

let node: HostileNode;

beforeAll(async () => {
  node = await startHostileNode(inject('postgresUrl'));
});

afterEach(() => expectSound(node));

afterAll(() => node.close());

/** Posts JSON as it is written, and gives the answer's. */
async function post(path: string, json: string, status = 200): Promise<unknown> {
  const answer = await node.ask({ method: 'POST', path, body: json, key: node.keys.server });
  expectAnswer({ method: 'POST', path }, answer, status);
  return readJson(answer.body);
}

const evaluate = async (flagKey: string, context: string, rest = ''): Promise<FlagEvaluation> =>
  FlagEvaluation.parse(
    await post(`/api/flags/${flagKey}/evaluate`, `{"context":${context}${rest}}`),
  );

describe('names that every object inherits', () => {
  test.each(trickyNames)('%s is a flag like any other, alone and in bulk', async (name) => {
    expect(await evaluate(name, '{}')).toMatchObject({ key: name, enabled: true });
    const asked = JSON.stringify({ keys: [name, 'valueOf'] });
    const { flags, not_found: notFound } = (await post('/api/flags/evaluate', asked)) as {
      flags: object;
      not_found: string[];
    };
    expect(Object.entries(flags)).toMatchObject([[name, { key: name, enabled: true }]]);
    expect(notFound).toEqual(['valueOf']);
  });

  test.each(trickyNames)('%s is an attribute only where it was sent', async (name) => {
    const flagKey = `targets-${name}`;
    const given = `{"attributes":{"${name}":"x"},"user_id":"u"}`;
    expect(await evaluate(flagKey, given)).toMatchObject({ reason: 'RULE_MATCH' });
    for (const context of ['{}', '{"attributes":{}}', `{"${name}":{"attributes":{"${name}":1}}}`]) {
      expect(await evaluate(flagKey, context)).not.toMatchObject({ reason: 'RULE_MATCH' });
    }
  });

  test('are identifiers and keys of v1 bulk', async () => {
    const asked = { flagKey: 'plain', userIdentifiers: [...trickyNames, ...trickyNames, 'u'] };
    const answered = await post('/v1/evaluate/bulk', JSON.stringify(asked));
    expect(Object.keys(answered as object).toSorted()).toEqual([...trickyNames, 'u'].toSorted());
    expect(Object.entries(answered as object).every(([, { value }]) => value === true)).toBe(true);
  });

  test('do not become fields of what they are sent in', async () => {
    const json =
      '{"__proto__":{"user_id":"x","environment":"nowhere","attributes":{"plan":"pro"}}}';
    expect(await evaluate('plan', json)).toMatchObject({ context: {}, reason: 'ROLLOUT' });
    const wrapped = await post('/api/flags/plan/evaluate', `{"__proto__":{"context":${json}}}`);
    expect(wrapped).toMatchObject({ context: {} });
    await post('/v1/evaluate', '{"__proto__":{"flagKey":"plain","userIdentifier":"u"}}', 400);
  });
});

describe('texts', () => {
  test.each([
    ['a lone surrogate', '\\ud800'],
    ['a surrogate too many', '\\ud83d\\ude80\\udfff'],
    ['U+0000', '\\u0000'],
    ['line separators', '\\u2028\\u2029'],
    ['30 KB', 'x'.repeat(30_000)],
    ['what would end the JSON', '\\"},\\"enabled\\":true,{\\"'],
  ])('of %s come back as they were sent, in UTF-8', async (_what, escaped) => {
    const text = JSON.parse(`"${escaped}"`) as string;
    expect(await evaluate('split', `{"user_id":"${escaped}"}`)).toMatchObject({
      context: { user_id: text },
    });
    const bulk = await post(
      '/v1/evaluate/bulk',
      `{"flagKey":"split","userIdentifiers":["${escaped}"]}`,
    );
    expect(Object.keys(bulk as object)).toEqual([text]);
    const many = FlagEvaluations.parse(
      await post('/api/flags/evaluate', `{"keys":["${escaped}"]}`),
    );
    expect(many.not_found).toEqual([text]);
    const one = `{"flagKey":"${escaped}","userIdentifier":"${escaped}"}`;
    expect(await post('/v1/evaluate', one)).toMatchObject({ error: { type: 'FLAG_NOT_FOUND' } });
    const ofrep = `{"context":{"targetingKey":"${escaped}","plan":"${escaped}"}}`;
    expect(await post('/ofrep/v1/evaluate/flags/split', ofrep)).toMatchObject({ key: 'split' });
  });
});

describe('numbers', () => {
  test.each([
    ['1e400', {}],
    ['-1e400', {}],
    ['9007199254740993', {}],
    ['1.5', {}],
    ['-0', { user_id: '0' }],
    ['9007199254740991', { user_id: '9007199254740991' }],
  ])('%s as identifier', async (number, context) => {
    expect(await evaluate('split', `{"user_id":${number}}`)).toMatchObject({ context });
    expect((await evaluate('split', `{"user_id":${number}}`)).context).toEqual(context);
  });
});

describe('what is large', () => {
  test('an identifier of 60 KB is one like any other', async () => {
    const id = 'x'.repeat(60_000);
    expect((await evaluate('split', `{"user_id":"${id}"}`)).context).toEqual({ user_id: id });
  });

  test('500 keys of 1 KB are answered, one more is not', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(1_000, 'x'));
    const body = FlagEvaluations.parse(await post('/api/flags/evaluate', JSON.stringify({ keys })));
    expect(body.not_found).toEqual(keys);
    await post('/api/flags/evaluate', JSON.stringify({ keys: [...keys, 'x'] }), 400);
  });

  test('a megabyte of what no list may hold is refused with few words', async () => {
    const numbers = `[${'5,'.repeat(500_000)}5]`;
    const refused = await post('/api/flags/evaluate', `{"keys":${numbers}}`, 400);
    expect(JSON.stringify(refused).length).toBeLessThan(10_000);
    const v1 = `{"flagKey":"plain","userIdentifiers":${numbers}}`;
    expect(JSON.stringify(await post('/v1/evaluate/bulk', v1, 400)).length).toBeLessThan(10_000);
  });

  test('what a flag saw is told shortened, whatever its size and depth', async () => {
    for (const plan of [nestedLists(30_000), nestedObjects(10_000), `"${'🚀'.repeat(10_000)}"`]) {
      const context = `{"attributes":{"plan":${plan}}}`;
      const { trace } = await evaluate('plan', context, ',"explain":true');
      const rule = trace!.find(({ kind }) => kind === 'rule')!;
      const [{ seen }] = rule['conditions'] as [{ seen: string }];
      expect(seen.length).toBeLessThan(250);
    }
  });

  test.each(['matches', 'equals'])('attributes built against what %s', async () => {
    for (const length of [100, 4_000, 60_000]) {
      const context = `{"attributes":{"plan":"${'a'.repeat(length)}!"},"user_id":"u"}`;
      expect(await evaluate('pattern', context)).toMatchObject({ reason: 'ROLLOUT' });
      expect(await evaluate('plan', context)).toMatchObject({ reason: 'ROLLOUT' });
    }
  });
});
