import { DeleteOrganizationQuery, OrganizationFields, parseInput } from '@halyard/contracts';
import { createOwnOrganization, deleteOrganization, updateOrganization } from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { created, noContent, ok, queryOf, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { askerOf, organizationOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listOrganizations =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.listOrganizations(ctxFor(request).database, request.caller));

export const createOrganization =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const fields = parseInput(OrganizationFields, request.body);
    const { id: organizationId } = await createOwnOrganization(ctx, fields);
    const { userId } = request.caller;
    return created(await read.readOrganization(ctx.database, { organizationId, userId }));
  };

export const getOrganization =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.readOrganization(ctxFor(request).database, askerOf(request)));

export const patchOrganization =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const fields = parseInput(OrganizationFields, request.body);
    await updateOrganization(ctx, { ...organizationOf(request), ...fields });
    return ok(await read.readOrganization(ctx.database, askerOf(request)));
  };

export const removeOrganization =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const query = Object.fromEntries(queryOf(request.req));
    const { confirm } = parseInput(DeleteOrganizationQuery, query);
    await deleteOrganization(ctxFor(request), { ...organizationOf(request), confirm });
    return noContent;
  };
