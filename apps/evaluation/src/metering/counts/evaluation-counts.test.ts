import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createKeyRecord } from '../../testing/key-record.ts';
import { createCountsKit, decide } from './testing/counts-kit.ts';

const hourMs = 3_600_000;
const key = createKeyRecord();
const { flag } = decide();
const of = {
  organizationId: key.organizationId,
  applicationId: key.applicationId,
  flagId: flag.id,
  environment: 'production',
  hourMs: 0,
};
const hash = expect.stringMatching(/^[0-9a-f]{16}$/) as string;

type Kit = ReturnType<typeof createCountsKit>;

interface Counted {
  by?: typeof key;
  decision?: ReturnType<typeof decide>;
  environment?: string;
  hasId?: boolean;
  geolocation?: unknown;
  language?: unknown;
  client?: string | undefined;
  atMs?: number;
}

const count = (kit: Kit, given: Counted = {}): void =>
  kit.count(
    given.by ?? key,
    given.decision ?? decide(),
    given.environment ?? 'production',
    given.hasId ?? false,
    given.geolocation,
    given.language,
    given.client,
    given.atMs ?? 0,
  );

describe('evaluations are counted', () => {
  test('per flag, environment, variation and result, with those who asked', async () => {
    const kit = createCountsKit();
    count(kit);
    count(kit);
    count(kit, { decision: decide({ identifier: 'grace' }) });
    count(kit, { decision: decide({ identifier: undefined, variation: 'blue' }) });
    count(kit, { decision: decide({ enabled: false }) });
    count(kit, { environment: 'staging' });
    await kit.close();
    const row = { ...of, identified: 0 };
    expect(kit.rows('flags')).toEqual([
      { ...row, variation: null, result: false, count: 1, users: [hash] },
      { ...row, variation: null, result: true, count: 3, users: [hash, hash] },
      { ...row, variation: 'blue', result: true, count: 1, users: [] },
      { ...row, environment: 'staging', variation: null, result: true, count: 1, users: [hash] },
    ]);
  });

  test('with how many of each result were given an evaluation id', async () => {
    const anyCount = fc.record({
      hasId: fc.boolean(),
      enabled: fc.boolean(),
      variation: fc.constantFrom('blue', 'green'),
      environment: fc.constantFrom('production', 'staging'),
    });
    const property = fc.asyncProperty(fc.array(anyCount), async (given) => {
      const kit = createCountsKit();
      for (const { hasId, environment, ...decided } of given) {
        count(kit, { hasId, environment, decision: decide(decided), language: 'en' });
      }
      await kit.close();
      for (const row of kit.rows('flags')) {
        const of = given.filter(
          ({ enabled, variation, environment }) =>
            enabled === row.result &&
            environment === row.environment &&
            (enabled ? variation : null) === row.variation,
        );
        const identified = of.filter(({ hasId }) => hasId).length;
        expect(row).toMatchObject({ count: of.length, identified });
      }
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test('per country and city', async () => {
    const kit = createCountsKit();
    count(kit, { geolocation: { country: 'de', city: 'Berlin' } });
    count(kit, { geolocation: { country: 'DE', city: 'Berlin' } });
    count(kit, { geolocation: { country: 'De' } });
    count(kit, { geolocation: { country: 'Atlantis', city: 'Berlin' } });
    for (const geolocation of [null, 'DE', [], {}, { country: 1 }, { country: '', city: 'X' }]) {
      count(kit, { geolocation });
    }
    await kit.close();
    expect(kit.rows('places')).toEqual([
      { ...of, country: 'DE', city: 'Berlin', count: 2, users: [hash] },
      { ...of, country: 'DE', city: null, count: 1, users: [hash] },
      { ...of, country: '(other)', city: 'Berlin', count: 1, users: [hash] },
    ]);
  });

  test('per language', async () => {
    const kit = createCountsKit();
    for (const language of ['en-US', 'en-US', 'de', '', 7, null, undefined]) {
      count(kit, { language });
    }
    await kit.close();
    expect(kit.rows('languages')).toEqual([
      { ...of, language: 'en-US', count: 2, users: [hash] },
      { ...of, language: 'de', count: 1, users: [hash] },
    ]);
  });

  test('with the names of each key’s clients', async () => {
    const kit = createCountsKit();
    const silent = createKeyRecord();
    for (const client of ['js/1', 'js/1', 'go/2', '', undefined]) count(kit, { client });
    count(kit, { by: silent });
    await kit.close();
    const { organizationId, applicationId, id: keyId } = key;
    expect(kit.rows('clients')).toEqual([
      { organizationId, applicationId, keyId, names: ['js/1', 'go/2'] },
    ]);
  });

  test('for their organization’s usage, per day', async () => {
    const kit = createCountsKit();
    const foreign = createKeyRecord();
    const november = Date.parse('2026-11-30T23:59:59.999Z');
    for (const atMs of [november - hourMs, november, november + 1]) count(kit, { atMs });
    count(kit, { atMs: november, by: { ...key, id: crypto.randomUUID() } });
    count(kit, { by: foreign, atMs: november });
    await kit.close();
    const { organizationId } = key;
    const other = { organizationId: foreign.organizationId, day: '2026-11-30', evaluations: 1 };
    expect(kit.rows('usage')).toEqual([
      { organizationId, day: '2026-11-30', evaluations: 3 },
      other,
      { organizationId, day: '2026-12-01', evaluations: 1 },
    ]);
  });

  test('in the hour in which they happened, wherever the clock goes', async () => {
    const kit = createCountsKit();
    for (const atMs of [hourMs - 1, hourMs, hourMs - 1]) count(kit, { atMs });
    await kit.close();
    expect(kit.rows('flags')).toMatchObject([
      { hourMs: 0, count: 2 },
      { hourMs, count: 1 },
    ]);
  });
});

test('what is sent was shared as usage before', async () => {
  const done: string[] = [];
  const kit = createCountsKit({
    producer: { add: async () => void done.push('sent') },
    shareUsage: async () => void done.push('shared'),
  });
  kit.count(createKeyRecord(), decide(), 'production', false, undefined, undefined, undefined, 0);
  await kit.close();
  expect(done).toEqual(['shared', 'sent']);
});

test('who asked is told by a hash that is another in another organization or installation', async () => {
  const kits = ['a', 'b'].map((secret) => createCountsKit({ secret: secret.repeat(64) }));
  const foreign = createKeyRecord({ applicationId: key.applicationId });
  for (const kit of kits) {
    count(kit);
    count(kit, { by: foreign });
    await kit.close();
  }
  const hashes = kits.flatMap((kit) => kit.rows('flags').flatMap(({ users }) => users));
  expect(new Set(hashes).size).toBe(4);
  expect(JSON.stringify(kits.map(({ sent }) => sent))).not.toContain('somebody');
});

describe('what clients invent is bounded', () => {
  const numbered = (length: number, start: string) =>
    Array.from({ length }, (_, index) => `${start}${index}`);

  test('environments that the flag does not have are one', async () => {
    const kit = createCountsKit();
    for (const environment of ['qa', '__proto__', 'constructor', '']) count(kit, { environment });
    await kit.close();
    expect(kit.rows('flags')).toMatchObject([{ environment: '(other)', count: 4 }]);
  });

  test('languages beyond 100 of a flag and environment, and long ones, are one', async () => {
    const kit = createCountsKit();
    for (const language of [...numbered(150, 'l'), 'l1', 'x'.repeat(36)]) count(kit, { language });
    count(kit, { language: 'l149', environment: 'staging' });
    await kit.close();
    const rows = kit.rows('languages');
    expect(rows.filter(({ environment }) => environment === 'production')).toHaveLength(101);
    expect(rows.find(({ language }) => language === '(other)')).toMatchObject({ count: 51 });
    expect(rows).toContainEqual(expect.objectContaining({ environment: 'staging' }));
    expect(rows.find(({ language }) => language === 'l1')).toMatchObject({ count: 2 });
  });

  test('cities beyond 500 of a flag, and long ones, are one a country', async () => {
    const kit = createCountsKit();
    for (const city of [...numbered(520, 'c'), 'c1', 'x'.repeat(101)]) {
      count(kit, { geolocation: { country: 'DE', city } });
    }
    await kit.close();
    const rows = kit.rows('places');
    expect(rows).toHaveLength(501);
    expect(rows.find(({ city }) => city === '(other)')).toMatchObject({ count: 21 });
  });

  test('names of clients beyond 20 of a key, and long ones, are one', async () => {
    const kit = createCountsKit();
    for (const client of ['x'.repeat(101), ...numbered(30, 'sdk')]) count(kit, { client });
    await kit.close();
    expect(kit.rows('clients')[0]?.names).toEqual(['(other)', ...numbered(19, 'sdk')]);
  });
});

test('names that PostgreSQL cannot keep are one, so that no batch is stuck by them', async () => {
  const kit = createCountsKit();
  for (const name of ['a\u0000', '\ud800']) {
    count(kit, { geolocation: { country: 'DE', city: name }, language: name, client: name });
  }
  await kit.close();
  expect(kit.rows('places')).toMatchObject([{ city: '(other)', count: 2 }]);
  expect(kit.rows('languages')).toMatchObject([{ language: '(other)', count: 2 }]);
  expect(kit.rows('clients')).toMatchObject([{ names: ['(other)'] }]);
});

describe('memory is bounded, and each drop is counted', () => {
  test('of identifiers, per row and per flush', async () => {
    const kit = createCountsKit();
    for (let n = 0; n < 100_005; n++) {
      const decision = decide({ identifier: `u${n}`, variation: `v${n % 20}` });
      count(kit, { decision, ...(n < 20_000 && { language: 'en' }) });
    }
    count(kit, { decision: decide({ identifier: 'x'.repeat(1_001) }) });
    await kit.close();
    expect(await kit.dropped('identifiers')).toBe(10_000 + 5 + 1);
    const counted = kit.rows('flags').reduce((sum, row) => sum + row.count, 0);
    expect(counted).toBe(100_006);
    const [english] = kit.rows('languages');
    expect([english?.count, english?.users.length]).toEqual([20_000, 10_000]);
  });

  test('of rows, while usage is counted in full', async () => {
    const kit = createCountsKit();
    const decision = decide({ identifier: undefined });
    for (let n = 0; n < 50_010; n++) {
      count(kit, { decision: { ...decision, flag: { ...flag, id: crypto.randomUUID() } } });
    }
    await kit.close();
    expect(kit.rows('flags')).toHaveLength(50_000);
    expect(await kit.dropped('rows')).toBe(10);
    expect(kit.rows('usage')).toMatchObject([{ evaluations: 50_010 }]);
  });
});

test('counting never throws, whatever a request says', () => {
  const kit = createCountsKit();
  const anything = fc.anything({ withNullPrototype: true });
  const property = fc.property(
    anything,
    anything,
    fc.string(),
    fc.option(fc.string(), { nil: undefined }),
    anything,
    (geolocation, language, environment, client, environments) => {
      const broken = { ...flag, environments: environments as typeof flag.environments };
      count(kit, { geolocation, language, environment, client });
      count(kit, { decision: decide({ flag: broken }), environment });
    },
  );
  expect(() => fc.assert(property)).not.toThrow();
});
