import { tokenRoutes, type Route } from '@halyard/contracts';
import { toExampleRequest } from '@halyard/contracts/openapi/testing/examples';
import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';
import { prepareExamples } from './prepare-examples.ts';

const organization = useOrganization();

const withExample = (tokenRoutes as readonly Route[]).filter(({ example }) => example);

test.each(withExample.map((route) => [`${route.method} ${route.path}`, route] as const))(
  'the example of %s works as it is shown',
  async (name, route) => {
    const prepared = await prepareExamples(organization, name);
    const {
      method,
      path,
      body: sent,
      status: promised,
      fields,
    } = toExampleRequest(route, prepared);
    expect(route.query !== undefined || route.example!.query === undefined).toBe(true);
    const { OWNER } = organization.members;
    const { status, body } = await organization.ask(OWNER, `${method} ${path}`, sent);
    expect([status, JSON.stringify(body)]).toEqual([promised, expect.anything()]);
    if (fields) expect(Object.keys(body).toSorted()).toEqual(fields);
  },
);
