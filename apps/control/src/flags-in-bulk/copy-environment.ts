import {
  CopyEnvironmentRequest,
  invalidInput,
  parseInput,
  type EnvironmentList,
} from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import * as read from '@halyard/domain/read';
import { ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { environmentOf } from '../organizations/path-parameters.ts';
import { oneByOne, type Outcome } from './one-by-one.ts';

export const copyEnvironment =
  ({ ctxFor, log }: Pick<MemberDeps, 'ctxFor' | 'log'>): MemberHandler =>
  async (request) => {
    const wanted = parseInput(CopyEnvironmentRequest, request.body);
    const { name: to, ...application } = environmentOf(request);
    const ctx = { ...ctxFor(request), isRehearsal: wanted.dry_run };
    await read.readEnvironment(ctx.database, { ...application, name: to });
    checkSource(await read.listEnvironments(ctx.database, application), wanted.from, to);
    const flags = await read.listFlagsIn(ctx.database, { ...application, name: wanted.from });
    const { from, copy_enabled: copiesSwitch, confirm, reason } = wanted;
    const options = { from, to, copiesSwitch, confirm, ...present('reason', reason) };
    const copy = async ({ id: flagId, version: before }: read.FlagInEnvironment) => {
      const { organizationId } = application;
      const flag = { organizationId, flagId, expectedVersion: before };
      const { version } = await domain.copyEnvironment(ctx, { ...flag, ...options });
      return outcomeOf(before, version, wanted.dry_run);
    };
    return ok(await oneByOne({ log }, flags, ({ key }) => key, copy));
  };

/** What was only rehearsed has no version. */
const outcomeOf = (before: number, version: number, isRehearsal: boolean): Outcome => ({
  status: version === before ? 'unchanged' : 'changed',
  ...(!isRehearsal && { version }),
});

function checkSource({ environments }: EnvironmentList, from: string, to: string): void {
  if (from !== to && environments.some(({ name }) => name === from)) return;
  throw invalidInput([{ field: 'from', expected: 'another environment of the application' }]);
}
