import { roles } from '@halyard/auth';
import { describe, expect, test } from 'vitest';

import { useOrganization } from '../../testing/use-organization.ts';

const organization = useOrganization();

const onFor = (rollout_percentage: number) => ({
  environments: { production: { enabled: true, rollout_percentage } },
});

async function createFlag(fields: object = {}): Promise<string> {
  const { ask, members, applicationId } = organization;
  const flag = { key: 'flag', name: 'Flag', application_id: applicationId, ...fields };
  return (await ask(members.OWNER, 'POST /api/flags', flag)).body['id'] as string;
}

const preview = (name: string, body: object, member = organization.members.VIEWER) =>
  organization.ask(member, `POST /api/flags/${name}/evaluate-preview`, body);

const asked = { environment: 'production', context: { userId: 'u-1' } };

/** Of each evaluation. */
const reasons = ({ body }: Awaited<ReturnType<typeof preview>>) =>
  (body['evaluations'] as { reason: string }[]).map(({ reason }) => reason);

test('every role may look; one context gives a list of one, as evaluation would answer, with why', async () => {
  const rules = [{ when: { attribute: 'plan', operator: 'equals', values: ['pro'] } }];
  const id = await createFlag({
    environments: {
      production: { enabled: true, rules: [{ ...rules[0], serve: { enabled: true } }] },
    },
  });
  const context = { userId: 'u-1', attributes: { plan: 'pro' } };
  for (const role of roles) {
    const { status, body } = await preview(
      'flag',
      { ...asked, context, now: '2030-01-01T00:00:00+01:00' },
      organization.members[role],
    );
    expect([role, status]).toEqual([role, 200]);
    const rule = { kind: 'rule', matches: true };
    expect(body['evaluations']).toMatchObject([
      {
        flag_id: id,
        enabled: true,
        value: true,
        reason: 'RULE_MATCH',
        rule_id: expect.any(String),
        context: { user_id: 'u-1' },
        timestamp: Date.UTC(2029, 11, 31, 23) / 1_000,
        trace: [{ kind: 'switch' }, { kind: 'schedule' }, rule, { kind: 'variation' }],
      },
    ]);
  }
});

test('several contexts are answered in their order', async () => {
  const id = await createFlag(onFor(50));
  const contexts = Array.from({ length: 100 }, (_, n) => ({ user_id: `u-${n}` }));
  const { body } = await preview(id, { environment: 'production', contexts });
  const evaluations = body['evaluations'] as { context: object; enabled: boolean }[];
  expect(evaluations.map(({ context }) => context)).toEqual(contexts);
  const on = evaluations.filter(({ enabled }) => enabled).length;
  expect(on).toBeGreaterThan(20);
  expect(on).toBeLessThan(80);
});

describe('a draft', () => {
  test('is all of the fields, or a patch of them', async () => {
    const id = await createFlag(onFor(100));
    expect(reasons(await preview(id, asked))).toEqual(['DEFAULT']);
    const draft = { patch: onFor(0) };
    expect(reasons(await preview(id, { ...asked, draft }))).toEqual(['ROLLOUT']);
    expect(reasons(await preview(id, { ...asked, draft: { name: 'Flag' } }))).toEqual(['DISABLED']);
  });

  test('may be the flag as it was read', async () => {
    const { ask, members } = organization;
    const id = await createFlag(onFor(100));
    const { body: draft } = await ask(members.VIEWER, `GET /api/flags/${id}`);
    expect(reasons(await preview(id, { ...asked, draft }))).toEqual(['DEFAULT']);
  });

  test('that a write would refuse is refused, naming the field', async () => {
    const id = await createFlag();
    const { status, body } = await preview(id, { ...asked, draft: { patch: onFor(101) } });
    const field = 'environments.production.rollout_percentage';
    expect([status, body['details']]).toEqual([400, [{ field, expected: expect.any(String) }]]);
  });
});

test('a key that several flags have needs to be said which', async () => {
  await createFlag();
  await createFlag({ scope: 'enterprise', application_id: null, ...onFor(100) });
  expect(await preview('flag', asked)).toMatchObject({
    status: 409,
    body: { error: 'ambiguous_key' },
  });
  const { ask, members } = organization;
  const path = '/api/flags/flag/evaluate-preview?scope=enterprise';
  expect(reasons(await ask(members.VIEWER, `POST ${path}`, asked))).toEqual(['DEFAULT']);
});

const wrong: [field: string, body: object][] = [
  ['environment', { context: {} }],
  ['context', { environment: 'production' }],
  ['context', { ...asked, contexts: [{}] }],
  ['contexts', { environment: 'production', contexts: [] }],
  ['contexts', { environment: 'production', contexts: Array.from({ length: 101 }, () => ({})) }],
  ['contexts.1', { environment: 'production', contexts: [{}, 'u-1'] }],
  ['now', { ...asked, now: 'tomorrow' }],
  ['draft', { ...asked, draft: [] }],
  ['draft.patch', { ...asked, draft: { patch: null } }],
  ['draft.name', { ...asked, draft: { patch: {}, name: 'Flag' } }],
  ['explain', { ...asked, explain: true }],
];

test.each(wrong)('what is wrong is named: %s', async (field, body) => {
  const answer = await preview(await createFlag(), body);
  expect(answer).toMatchObject({ status: 400, body: { details: [{ field }] } });
});
