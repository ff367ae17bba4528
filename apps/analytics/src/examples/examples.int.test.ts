import { analyticsRoutes, exampleIds, type Route } from '@halyard/contracts';
import { toExampleRequest } from '@halyard/contracts/openapi/testing/examples';
import { createFlag, toggleFlag } from '@halyard/domain';
import { beforeAll, expect, test } from 'vitest';

import { useAnalytics } from '../testing/use-analytics.ts';

const analytics = useAnalytics();

let ids: Record<keyof typeof exampleIds, string>;

/** What the examples take for granted. */
beforeAll(async () => {
  const { organizationId, applicationId, members } = analytics;
  const ctx = analytics.as(members.OWNER);
  const { id: flagId } = await createFlag(ctx, {
    organizationId,
    applicationId,
    key: 'new-checkout',
    fields: { name: 'New checkout', environments: { development: { enabled: true } } },
  });
  await toggleFlag(ctx, { organizationId, flagId, environment: 'development', enabled: false });
  ids = {
    ...exampleIds,
    organization: organizationId,
    application: applicationId,
    user: members.OWNER.userId,
    flag: flagId,
  };
});

test.each((analyticsRoutes as readonly Route[]).map((route) => [route.path, route] as const))(
  'the example of GET %s works as it is shown',
  async (_path, route) => {
    const params = { id: ids.flag, user_id: ids.user };
    const { path, status: promised, fields } = toExampleRequest(route, { ids, params });
    const { status, body } = await analytics.ask(analytics.members.OWNER, path);
    expect([status, JSON.stringify(body)]).toEqual([promised, expect.anything()]);
    expect(Object.keys(body).toSorted()).toEqual(fields);
  },
);
