import type { FlagDetails } from '@halyard/contracts';
import { describe, expect, test } from 'vitest';

import { useFlags } from '../../testing/use-flags.ts';

const { organization, send, create, get } = useFlags();

interface Write {
  /** After the flag's path. */
  route: `${'PUT' | 'PATCH' | 'POST' | 'DELETE'} ${string}`;
  body?: object;
  /** What the flag is changed to. */
  becomes: Partial<FlagDetails> | 'gone';
  /** Bodies, or queries, that are refused, and the field which that is for. */
  wrong: [sent: object, field: string][];
  /** Done before, so that there is something to do. */
  before?: [route: string, body: object];
}

const production = (enabled: boolean) => ({ production: { enabled } });

const common: Write['wrong'] = [
  [{ expected_version: 0 }, 'expected_version'],
  [{ expected_version: '1' }, 'expected_version'],
  [{ reason: 5 }, 'reason'],
  [{ reason: 'x'.repeat(1_001) }, 'reason'],
];

const writes: Record<string, Write> = {
  replace: {
    route: 'PUT ',
    body: { name: 'New' },
    becomes: { name: 'New', tags: [] },
    wrong: [
      ...common,
      [{ tags: [] }, 'name'],
      [{ name: 'New', confirm: 'yes' }, 'confirm'],
      [{ name: 'New', surprise: 1 }, 'surprise'],
      [{ name: 'New', environments: { nowhere: {} } }, 'environments.nowhere'],
    ],
  },
  patch: {
    route: 'PATCH ',
    body: { name: 'New' },
    becomes: { name: 'New', tags: ['web'] },
    wrong: [
      ...common,
      [{ name: null }, 'name'],
      [
        { environments: { production: { rollout_percentage: 101 } } },
        'environments.production.rollout_percentage',
      ],
    ],
  },
  toggle: {
    route: 'POST /toggle',
    body: { environment: 'production', enabled: true },
    becomes: { environments: production(true) },
    wrong: [
      ...common,
      [{ environment: 'production' }, 'enabled'],
      [{ enabled: true }, 'environment'],
      [{ environment: 'nowhere', enabled: true }, 'environments.nowhere'],
    ],
  },
  archive: {
    route: 'POST /archive',
    body: { reason: 'Done.' },
    becomes: { status: 'archived' },
    wrong: [...common, [{ surprise: 1 }, 'surprise']],
  },
  restore: {
    route: 'POST /restore',
    body: {},
    before: ['POST /archive', {}],
    becomes: { status: 'active' },
    wrong: [...common, [{ surprise: 1 }, 'surprise']],
  },
  rollBack: {
    route: 'POST /rollback',
    body: { version: 1 },
    before: ['PATCH ', { name: 'Other' }],
    becomes: { name: 'a' },
    wrong: [
      ...common,
      [{}, 'version'],
      [{ version: 1.5 }, 'version'],
      [{ version: 3_000_000_000 }, 'version'],
    ],
  },
  delete: {
    route: 'DELETE ',
    becomes: 'gone',
    wrong: [[{ expected_version: 'x' }, 'expected_version']],
  },
};

const at = (route: string, { id }: { id: string }) => route.replace(' ', ` /api/flags/${id}`);

/** A request as the route takes it: what a deletion is told stands in its query. */
function toRequest({ route }: Write, flag: { id: string }, body?: object): [string, object?] {
  const path = at(route, flag);
  if (!route.startsWith('DELETE')) return [path, body ?? {}];
  return [`${path}?${new URLSearchParams({ ...body }).toString()}`];
}

async function prepare({ before }: Write): Promise<FlagDetails> {
  const flag = await create('a', { environments: production(false), tags: ['web'] });
  if (before) await send(at(before[0], flag), before[1]);
  return get(flag);
}

describe.each(Object.entries(writes))('%s', (name, write) => {
  const admin = () => organization.members.ADMIN;

  test('makes one version of it, and says which', async () => {
    const flag = await prepare(write);
    const request = toRequest(write, flag, write.body);
    const { status, body, etag } = await organization.ask(admin(), ...request);
    if (write.becomes === 'gone') {
      expect(status).toBe(204);
      expect((await send(`GET /api/flags/${flag.id}`)).status).toBe(404);
      return;
    }
    const version = flag.version + 1;
    expect([status, etag]).toEqual([200, `"${version}"`]);
    expect(body).toMatchObject({ ...write.becomes, version });
    expect(await get(flag)).toEqual(body);
  });

  test('is refused to members whose role does not allow it, and changes nothing', async () => {
    const flag = await prepare(write);
    const request = toRequest(write, flag, write.body);
    const { status, body } = await organization.ask(organization.members.VIEWER, ...request);
    expect([status, body['error']]).toEqual([403, 'forbidden']);
    expect(await get(flag)).toEqual(flag);
  });

  test('of another organization’s flag finds nothing, by id and by key', async () => {
    const flag = await prepare(write);
    const { members } = await organization.createOther();
    for (const id of [flag.id, flag.key, crypto.randomUUID(), 'a%00b']) {
      const request = toRequest(write, { id }, write.body);
      const { status, body } = await organization.ask(members.OWNER, ...request);
      expect([id, status, body['error']]).toEqual([id, 404, 'not_found']);
    }
    expect(await get(flag)).toEqual(flag);
  });

  test('names the field that is not as it must be, and changes nothing', async () => {
    const flag = await prepare(write);
    for (const [sent, field] of write.wrong) {
      const request = toRequest(write, flag, { ...(field in sent && write.body), ...sent });
      const { status, body } = await organization.ask(admin(), ...request);
      const details = [{ field, expected: expect.any(String) }];
      expect([field, status, body]).toEqual([field, 400, expect.objectContaining({ details })]);
    }
    expect(await get(flag)).toEqual(flag);
  });

  test('from another version is a conflict, however that is said', async () => {
    const flag = await prepare(write);
    const old = flag.version + 1;
    for (const [body, headers] of [
      [{ ...write.body, expected_version: old }, {}],
      [write.body, { 'if-match': `"${old}"` }],
    ] as const) {
      const request = toRequest(write, flag, body);
      const answer = await organization.ask(admin(), request[0], request[1], headers);
      expect([answer.status, answer.body]).toEqual([
        409,
        expect.objectContaining({
          error: 'version_conflict',
          details: [{ field: 'expected_version', expected: String(flag.version) }],
        }),
      ]);
    }
    expect(await get(flag)).toEqual(flag);
  });

  test('from the version that there is works, however that is said', async () => {
    const done = name === 'delete' ? 204 : 200;
    const flag = await prepare(write);
    const [path, body] = toRequest(write, flag, { ...write.body, expected_version: flag.version });
    const { status } = await organization.ask(admin(), path, body, {
      'if-match': `W/"${flag.version}"`,
    });
    expect(status).toBe(done);
  });
});

describe('what is archived', () => {
  test.each(['replace', 'patch', 'toggle'])(
    'cannot be changed by %s until it is restored',
    async (name) => {
      const write = writes[name]!;
      const flag = await prepare(write);
      await send(at('POST /archive', flag), {});
      const { status, body } = await send(...toRequest(write, flag, write.body));
      expect([status, body['error']]).toEqual([409, 'conflict']);
      await send(at('POST /restore', flag), {});
      expect((await send(...toRequest(write, flag, write.body))).status).toBe(200);
    },
  );
});

test('a version that is not there is not rolled back to', async () => {
  const flag = await create('a');
  const { status } = await send(at('POST /rollback', flag), { version: 9 });
  expect(status).toBe(404);
});

test.each(['POST /archive', 'DELETE '])(
  '%s of a prerequisite names who needs it',
  async (route) => {
    const base = await create('base');
    await create('top', { environments: { production: { prerequisites: [{ flag: base.id }] } } });
    const { status, body } = await organization.ask(
      organization.members.ADMIN,
      ...toRequest({ ...writes['archive']!, route: route as Write['route'] }, base),
    );
    expect([status, body['error']]).toEqual([409, 'in_use']);
    expect(body['details']).toEqual([expect.objectContaining({ field: 'prerequisites' })]);
  },
);

test.each([
  ['PATCH ', { environments: { production: { rules: [] } } }],
  ['PUT ', { name: 'a', environments: { production: { enabled: true } } }],
  ['POST /rollback', { version: 1 }],
])('%s that would open an environment to everyone asks for a confirmation', async (route, body) => {
  const flag = await create('a', { environments: production(true) });
  const rules = [{ when: { percent: 5 }, serve: { enabled: true } }];
  await send(at('PATCH ', flag), { environments: { production: { rules } } });
  const refused = await send(at(route, flag), body);
  expect([refused.status, refused.body['error']]).toEqual([409, 'would_open_to_everyone']);
  expect((await send(at(route, flag), { ...body, confirm: true })).status).toBe(200);
});
