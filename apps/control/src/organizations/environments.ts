import { CreateEnvironmentRequest, parseInput, UpdateEnvironmentRequest } from '@halyard/contracts';
import * as domain from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { created, noContent, ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { applicationOf, environmentOf } from './path-parameters.ts';

type Deps = Pick<MemberDeps, 'ctxFor'>;

export const listEnvironments =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.listEnvironments(ctxFor(request).database, applicationOf(request)));

export const createEnvironment =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const { smart_insights: smartInsights, ...fields } = parseInput(
      CreateEnvironmentRequest,
      request.body,
    );
    const environment = { ...applicationOf(request), ...fields };
    await domain.createEnvironment(ctx, { ...environment, smartInsights });
    return created(await read.readEnvironment(ctx.database, environment));
  };

export const getEnvironment =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) =>
    ok(await read.readEnvironment(ctxFor(request).database, environmentOf(request)));

export const patchEnvironment =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const ctx = ctxFor(request);
    const environment = environmentOf(request);
    const { smart_insights: smartInsights, protected: isProtected } = parseInput(
      UpdateEnvironmentRequest,
      request.body,
    );
    await domain.updateEnvironment(ctx, {
      ...environment,
      ...(isProtected !== undefined && { protected: isProtected }),
      ...(smartInsights !== undefined && { smartInsights }),
    });
    return ok(await read.readEnvironment(ctx.database, environment));
  };

export const removeEnvironment =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    await domain.deleteEnvironment(ctxFor(request), environmentOf(request));
    return noContent;
  };

export const previewEnvironmentDeletion =
  ({ ctxFor }: Deps): MemberHandler =>
  async (request) => {
    const { database, now } = ctxFor(request);
    return ok(await read.readEnvironmentDeletion(database, environmentOf(request), now()));
  };
