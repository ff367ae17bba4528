import { ApplicationFields, parseInput } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { created, noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { applicationOf, organizationOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listApplications =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(
      await read.listApplications(ctxFor(request).database, organizationOf(request).organizationId),
    );

export const createApplication =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const organization = organizationOf(request);
    const fields = parseInput(ApplicationFields, request.body);
    const { id } = await domain.createApplication(ctx, { ...organization, ...fields });
    const reference = { ...organization, applicationId: id };
    return created(await read.readApplication(ctx.database, reference));
  };

export const getApplication =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.readApplication(ctxFor(request).database, applicationOf(request)));

export const patchApplication =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const application = applicationOf(request);
    const fields = parseInput(ApplicationFields, request.body);
    await domain.updateApplication(ctx, { ...application, ...fields });
    return ok(await read.readApplication(ctx.database, application));
  };

export const removeApplication =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    await domain.deleteApplication(ctxFor(request), applicationOf(request));
    return noContent;
  };
