import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();
const webhooks = (path = '') => organization.at(`/webhooks${path}`);
const asAdmin = (request: string, body?: object) =>
  organization.ask(organization.members.ADMIN, request, body);

const url = 'https://hooks.example.com/halyard';

const create = async () => {
  const { body } = await asAdmin(`POST ${webhooks()}`, { url });
  return body as unknown as { webhook: { id: string }; secret: string };
};

test('a webhook is made, with everything that it can be told of, and its secret seen this once', async () => {
  const { webhook, secret } = await create();
  expect(webhook).toMatchObject({
    url,
    enabled: true,
    events: ['plan.limit_warning', 'plan.limit_exceeded', 'plan.hard_overage_reached'],
    created_by: organization.members.ADMIN.userId,
  });
  expect(secret).toMatch(/^whsec_/);
  const { body: listed } = await asAdmin(`GET ${webhooks()}`);
  expect(listed).toEqual({ webhooks: [webhook], total: 1 });
  expect((await asAdmin(`GET ${webhooks(`/${webhook.id}`)}`)).body).toEqual(webhook);
});

test('a webhook is changed and deleted', async () => {
  const { webhook } = await create();
  const one = webhooks(`/${webhook.id}`);
  const changed = await asAdmin(`PATCH ${one}`, { enabled: false });
  expect(changed).toMatchObject({
    status: 200,
    body: { ...webhook, enabled: false, updated_at: expect.anything() },
  });
  expect(await asAdmin(`DELETE ${one}`)).toMatchObject({ status: 204 });
  expect(await asAdmin(`GET ${one}`)).toMatchObject({ status: 404 });
});

test('a new secret is seen this once', async () => {
  const { webhook, secret } = await create();
  const { status, body } = await asAdmin(`POST ${webhooks(`/${webhook.id}/rotate-secret`)}`);
  expect([status, body['secret'] === secret]).toEqual([200, false]);
  expect(body['webhook']).toHaveProperty('previous_secret_until');
});

test.each([
  ['POST', { url: 'http://user@hooks.example.com' }, 'url'],
  ['POST', { url, events: [] }, 'events'],
  ['POST', { url, secret: 'mine' }, 'secret'],
  ['PATCH', { url: null }, 'url'],
  ['PATCH', {}, 'url'],
])('%s with %j is refused', async (method, body, field) => {
  const { webhook } = await create();
  const path = method === 'POST' ? webhooks() : webhooks(`/${webhook.id}`);
  expect(await asAdmin(`${method} ${path}`, body)).toMatchObject({
    status: 400,
    body: { details: [{ field }] },
  });
});

test('a test is sent by whoever hands messages over, under the id that is given', async () => {
  const { webhook } = await create();
  const { status, body } = await asAdmin(`POST ${webhooks(`/${webhook.id}/test`)}`);
  const { organizationId, ctx } = organization;
  const [row] = await ctx.database.notification.findMany({ where: { organizationId } });
  expect([status, body]).toEqual([202, { message_id: `msg_${row!.id}` }]);
  expect(row).toMatchObject({ content: { webhook_id: webhook.id }, handedOverAt: null });
});
