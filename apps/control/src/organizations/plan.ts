import { parseInput, PlanFields } from '@halyard/contracts';
import { changePlan } from '@halyard/domain';
import { readPlan, readUsage } from '@halyard/domain/read';
import { ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { organizationOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const getUsage =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { database, now } = ctxFor(request);
    return ok(await readUsage(database, organizationOf(request).organizationId, now()));
  };

export const getPlan =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await readPlan(ctxFor(request).database, organizationOf(request).organizationId));

export const putPlan =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const { organizationId } = organizationOf(request);
    const { plan } = parseInput(PlanFields, request.body);
    await changePlan(ctx, { organizationId, plan });
    return ok(await readPlan(ctx.database, organizationId));
  };
