import { exampleIds, tokenRoutes, type Route } from '@halyard/contracts';

import type { useOrganization } from '../testing/use-organization.ts';

type ExampleIds = Record<keyof typeof exampleIds, string>;

const switchedOn = { path: 'toggle', body: { environment: 'production', enabled: true } };

/** What was done to the flag before an example. */
const earlier: Readonly<Record<string, { path: string; body: object }>> = {
  'POST /api/flags/:id/restore': { path: 'archive', body: {} },
  'POST /api/flags/:id/rollback': switchedOn,
  'GET /api/flags/:id/versions': switchedOn,
  'GET /api/flags/:id/versions/:version': switchedOn,
};

/** What the examples take for granted, made in a new organization: the ids of it, and paths' parameters. */
export async function prepareExamples(
  organization: ReturnType<typeof useOrganization>,
  route: string,
): Promise<{ ids: ExampleIds; params: Record<string, string> }> {
  const { organizationId, applicationId, members, ask } = organization;
  const flagId = route === 'POST /api/flags' ? exampleIds.flag : await createFlag();
  const before = earlier[route];
  if (before) await ask(members.OWNER, `POST /api/flags/${flagId}/${before.path}`, before.body);
  const segmentId = route === 'POST /api/segments' ? exampleIds.segment : await createSegment();
  const webhookId =
    route === 'POST /api/organizations/:org_id/webhooks'
      ? exampleIds.webhook
      : await createWebhook();
  return {
    ids: {
      ...exampleIds,
      organization: organizationId,
      application: applicationId,
      user: members.OWNER.userId,
      flag: flagId,
      segment: segmentId,
      webhook: webhookId,
    },
    params: {
      id: flagId,
      segment_id: segmentId,
      webhook_id: webhookId,
      org_id: organizationId,
      app_id: applicationId,
      name: 'production',
      version: '2',
    },
  };

  async function createFlag(): Promise<string> {
    const { body } = await ask(members.OWNER, 'POST /api/flags', {
      key: 'new-checkout',
      name: 'New checkout',
      application_id: applicationId,
      environments: {
        production: { enabled: false },
        development: { enabled: true, rollout_percentage: 25 },
      },
      tags: ['checkout'],
    });
    return body['id'] as string;
  }

  async function createWebhook(): Promise<string> {
    const sent = bodyOf('/api/organizations/:org_id/webhooks');
    const path = `/api/organizations/${organizationId}/webhooks`;
    const { body } = await ask(members.OWNER, `POST ${path}`, sent);
    return (body['webhook'] as { id: string }).id;
  }

  async function createSegment(): Promise<string> {
    const { body } = await ask(members.OWNER, 'POST /api/segments', bodyOf('/api/segments'));
    return body['id'] as string;
  }
}

/** What the example of a route sends that makes something. */
function bodyOf(path: string): object {
  const routes: readonly Route[] = tokenRoutes;
  const route = routes.find((candidate) => candidate.method === 'POST' && candidate.path === path);
  return route?.example?.body as object;
}
