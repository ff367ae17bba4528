import { analyticsRoutes, type Route } from '@halyard/contracts';
import { createFlag } from '@halyard/domain';
import type { MadeOrganization } from '@halyard/domain/testing';
import { beforeAll, describe, expect, test } from 'vitest';

import { useAnalytics } from '../testing/use-analytics.ts';

const analytics = useAnalytics();

/** An organization's ids, by the names of the parameters that take them. */
type Ids = Readonly<Record<'id' | 'user_id' | 'organization_id' | 'flag_id', string>>;

let own: Ids;
let foreign: Ids;
let foreignMembers: MadeOrganization['members'];

beforeAll(async () => {
  own = await createIds(analytics);
  const other = await analytics.createOther();
  foreignMembers = other.members;
  foreign = await createIds(other);
});

async function createIds(organization: MadeOrganization): Promise<Ids> {
  const { organizationId, applicationId, members } = organization;
  const fields = { name: organizationId, tags: [organizationId] };
  const flag = { organizationId, applicationId, key: `key-${organizationId}`, fields };
  const { id } = await createFlag(analytics.as(members.OWNER), flag);
  return { id, flag_id: id, user_id: members.OWNER.userId, organization_id: organizationId };
}

const queryNamesOf = (route: Route): string[] =>
  'query' in route ? ['organization_id', 'flag_id'].filter((name) => takes(route, name)) : [];

const takes = ({ query }: Route, name: string): boolean =>
  query !== undefined && name in (query as unknown as { shape: object }).shape;

const namesOf = (route: Route): string[] => [
  ...(route.path.match(/:\w+/g) ?? []).map((name) => name.slice(1)),
  ...queryNamesOf(route),
];

const fill = (route: Route, idOf: (name: string) => Ids): string => {
  const of = (name: string) => idOf(name)[name as keyof Ids];
  const search = queryNamesOf(route).map((name) => `${name}=${of(name)}`);
  return `${route.path.replaceAll(/:(\w+)/g, (_, name: string) => of(name))}?${search.join('&')}`;
};

const routes = (analyticsRoutes as readonly Route[]).map((route) => [route.path, route] as const);

test('every route names something of an organization', () => {
  for (const [, route] of routes) expect(namesOf(route)).not.toEqual([]);
});

describe.each(routes)('GET %s', (_path, route) => {
  test('with another organization’s ids, all or one of them, is not found and tells nothing', async () => {
    const paths = [
      fill(route, () => foreign),
      ...namesOf(route).map((one) => fill(route, (name) => (name === one ? foreign : own))),
    ];
    const words = Object.values(foreign);
    for (const member of [analytics.members.OWNER, analytics.members.ADMIN]) {
      for (const path of paths) {
        const { status, body } = await analytics.ask(member, path);
        expect([path, status, body['error']]).toEqual([path, 404, 'not_found']);
        for (const word of words) expect(JSON.stringify(body)).not.toContain(word);
      }
    }
  });

  test('with one’s own ids tells nothing of another', async () => {
    const { status, body } = await analytics.ask(
      analytics.members.OWNER,
      fill(route, () => own),
    );
    expect(status).toBe(200);
    const said = JSON.stringify(body);
    for (const word of Object.values(foreign)) expect(said).not.toContain(word);
  });

  test('is 401 without a token, with half of one, and to whoever is a member no more', async () => {
    const path = fill(route, () => own);
    const stranger = { ...foreignMembers.OWNER, organizationId: own.organization_id };
    const token = analytics.tokenOf(analytics.members.OWNER);
    expect((await analytics.ask(undefined, path)).status).toBe(401);
    expect((await analytics.ask(stranger, path)).status).toBe(401);
    for (const credential of [token.slice(0, -4), 'x.y.z', `sdk_demo_${'x'.repeat(43)}`]) {
      const headers = { authorization: `Bearer ${credential}` };
      const { status } = await fetch(analytics.url + path, { headers });
      expect([credential, status]).toEqual([credential, 401]);
    }
  });
});

test('by its key, another organization’s flag is not found', async () => {
  const path = `/api/flags/key-${foreign.organization_id}/audit-log`;
  expect((await analytics.ask(analytics.members.OWNER, path)).status).toBe(404);
  expect((await analytics.ask(foreignMembers.OWNER, path)).status).toBe(200);
});
