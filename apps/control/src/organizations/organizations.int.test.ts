import { dayAt, daysUpTo } from '@halyard/contracts';
import { addUsage } from '@halyard/domain/testing';
import { describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();
const { at } = organization;

describe('an organization', () => {
  test('is made by anybody, who owns it and sees it among their own', async () => {
    const { ask, members } = organization;
    const made = await ask(members.VIEWER, 'POST /api/organizations', { name: ' Mine ' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Mine', role: 'OWNER' } });
    const { body } = await ask(members.VIEWER, 'GET /api/organizations');
    expect(body).toMatchObject({
      organizations: [
        { id: organization.organizationId, name: 'Acme', role: 'VIEWER' },
        { id: made.body['id'], role: 'OWNER' },
      ],
      total: 2,
    });
  });

  test('is read and renamed', async () => {
    const { ask, members } = organization;
    const renamed = await ask(members.ADMIN, `PATCH ${at()}`, { name: 'Acme Ltd' });
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Acme Ltd', role: 'ADMIN' } });
    const read = await ask(members.VIEWER, `GET ${at()}`);
    expect(read.body).toMatchObject({ name: 'Acme Ltd', plan: 'ENTERPRISE', role: 'VIEWER' });
  });

  test.each([{}, { name: ' ' }, { name: 'x'.repeat(101) }, { name: 'X', plan: 'FREE' }])(
    'is not made or renamed with %j',
    async (body) => {
      const { ask, members } = organization;
      expect(await ask(members.OWNER, 'POST /api/organizations', body)).toMatchObject({
        status: 400,
      });
      expect(await ask(members.OWNER, `PATCH ${at()}`, body)).toMatchObject({ status: 400 });
    },
  );

  test('is deleted by its name alone', async () => {
    const { ask, members } = organization;
    for (const query of ['', '?confirm=', '?confirm=acme']) {
      const refused = await ask(members.OWNER, `DELETE ${at(query)}`);
      expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'confirm' }] } });
    }
    expect(await ask(members.OWNER, `DELETE ${at('?confirm=Acme')}`)).toMatchObject({
      status: 204,
    });
    expect(await ask(members.OWNER, `GET ${at()}`)).toMatchObject({ status: 404 });
  });
});

describe('the plan', () => {
  test('is changed by an owner, and says what it includes', async () => {
    const { ask, members } = organization;
    expect((await ask(members.VIEWER, `GET ${at('/plan')}`)).body).toEqual({ plan: 'ENTERPRISE' });
    const changed = await ask(members.OWNER, `PUT ${at('/plan')}`, { plan: 'FREE' });
    expect(changed.body).toEqual({ plan: 'FREE', monthly_evaluations: 10_000 });
    const refused = await ask(members.OWNER, `PUT ${at('/plan')}`, { plan: 'GOLD' });
    expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'plan' }] } });
  });

  test('is told with how far it is used, this month and before, and by day', async () => {
    const { ask, members, ctx, organizationId } = organization;
    await ask(members.OWNER, `PUT ${at('/plan')}`, { plan: 'FREE' });
    const today = dayAt(ctx.now().getTime());
    const month = today.slice(0, 7);
    const usage = [
      { organizationId, day: today, evaluations: 8_500 },
      { organizationId, day: '2020-01-31', evaluations: 3 },
    ];
    await addUsage(ctx, { node: 'a', boot: ctx.newId(), n: 1, usage });
    const { body } = await ask(members.VIEWER, `GET ${at('/usage')}`);
    expect(body).toMatchObject({
      month,
      evaluations: 8_500,
      limit: 10_000,
      level: 'warning',
      months: [{ month: '2020-01', evaluations: 3 }],
    });
    const days = daysUpTo(ctx.now().getTime(), 30);
    expect(body['days']).toEqual(
      days.map((date) => ({ date, evaluations: date === today ? 8_500 : 0 })),
    );
  });
});
