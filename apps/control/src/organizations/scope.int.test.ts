import { can, roles, type Action, type Member } from '@halyard/auth';
import { tokenRoutes } from '@halyard/contracts';
import { expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();

const scoped = tokenRoutes.filter(({ path }) => path.includes(':org_id'));
const ofRoles = scoped.filter(({ can }) => can !== 'own');

/** Changes nothing, even where it is let in: nothing of that id is there. */
function send(route: (typeof scoped)[number], member: Member) {
  const { method, path } = route;
  const filled = path
    .replace(':org_id', organization.organizationId)
    .replaceAll(/:\w+/g, crypto.randomUUID());
  return organization.ask(member, `${method} ${filled}`, method === 'GET' ? undefined : {});
}

test.each(scoped)(
  '$method $path of another organization is not found, whatever the role',
  async (route) => {
    const { members } = await organization.createOther();
    for (const role of roles) {
      const { status, body } = await send(route, members[role]);
      expect([role, status, body['error']]).toEqual([role, 404, 'not_found']);
    }
  },
);

test.each(ofRoles)('$method $path lets in whose role may do $can alone', async (route) => {
  for (const role of roles) {
    const member = organization.members[role];
    const { status } = await send(route, member);
    const isAllowed = can(member, route.can as Action, organization.organizationId);
    expect([role, status === 403]).toEqual([role, !isAllowed]);
  }
});
