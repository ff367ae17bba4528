import { errorStatus, exampleIds, tokenRoutes, type Route } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';
import { prepareExamples } from './prepare-examples.ts';

const organization = useOrganization();

const withExample = (tokenRoutes as readonly Route[]).filter(({ example }) => example);
const refusals = new Set<number>(Object.values(errorStatus));

test.each(withExample.map((route) => [`${route.method} ${route.path}`, route] as const))(
  'the example of %s works as it is shown',
  async (_name, { method, path, query, example, answers }) => {
    const { ids, params } = await prepareExamples(organization, `${method} ${path}`);
    const real = <T>(value: T): T => {
      let text = JSON.stringify(value);
      for (const [name, id] of Object.entries(exampleIds)) {
        text = text.replaceAll(id, ids[name as keyof typeof ids]);
      }
      return JSON.parse(text) as T;
    };
    expect(query !== undefined || example!.query === undefined).toBe(true);
    const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => params[name]!);
    const search = new URLSearchParams(example!.query && real(example!.query)).toString();
    const { status, body } = await organization.ask(
      organization.members.OWNER,
      `${method} ${filled}${search && `?${search}`}`,
      example!.body === undefined ? undefined : (real(example!.body) as object),
    );
    const promised = Object.keys(answers)
      .map(Number)
      .find((one) => !refusals.has(one));
    expect([status, JSON.stringify(body)]).toEqual([promised, expect.anything()]);
    if (example!.answer === undefined) return;
    expect(Object.keys(body).toSorted()).toEqual(Object.keys(example!.answer as object).toSorted());
  },
);
