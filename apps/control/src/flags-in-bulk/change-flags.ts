import { can, type Action } from '@halyard/auth';
import {
  AppError,
  ChangeFlagsRequest,
  parseInput,
  roleForbids,
  type FlagDocument,
} from '@halyard/contracts';
import { present } from '@halyard/database';
import * as domain from '@halyard/domain';
import { findFlag } from '@halyard/domain/read';
import { ok, type MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../member-deps.ts';
import { oneByOne, type Outcome } from './one-by-one.ts';

const actions = {
  toggle: 'flag:toggle',
  archive: 'flag:archive',
  restore: 'flag:restore',
  tag: 'flag:update',
} as const satisfies Record<ChangeFlagsRequest['action'], Action>;

export const changeFlags =
  ({ ctxFor, log }: Pick<MemberDeps, 'ctxFor' | 'log'>): MemberHandler =>
  async (request) => {
    const { organizationId } = request.caller;
    const wanted = parseInput(ChangeFlagsRequest, request.body);
    if (!can(request.caller, actions[wanted.action], organizationId)) {
      throw roleForbids();
    }
    const ctx = ctxFor(request);
    const find = (name: string) => findFlag(ctx.database, { organizationId, name, ...wanted });
    const changed = await oneByOne(
      { log },
      wanted.flags,
      (name) => name,
      (name) =>
        changeAsFound(
          () => find(name),
          (flag) => change(ctx, flag, wanted),
        ),
    );
    return ok(changed);
  };

const attempts = 3;

/** Changes a flag as it was found, so that whether its version goes on tells whether it changed. */
async function changeAsFound(
  find: () => Promise<FlagDocument>,
  change: (flag: FlagDocument) => Promise<FlagDocument>,
  attemptsLeft = attempts,
): Promise<Outcome> {
  const before = await find();
  try {
    const { version } = await change(before);
    return { status: version === before.version ? 'unchanged' : 'changed', version };
  } catch (error) {
    const isOutdated = error instanceof AppError && error.code === 'version_conflict';
    if (!isOutdated || attemptsLeft === 1) throw error;
    return changeAsFound(find, change, attemptsLeft - 1);
  }
}

type Change = (
  ctx: domain.Context,
  flag: FoundFlag,
  wanted: ChangeFlagsRequest,
) => Promise<FlagDocument>;

interface FoundFlag {
  organizationId: string;
  flagId: string;
  expectedVersion: number;
  reason?: string;
}

const changes: Record<ChangeFlagsRequest['action'], Change> = {
  // The request has both: they are checked with the action.
  toggle: (ctx, flag, { environment, enabled }) =>
    domain.toggleFlag(ctx, { ...flag, environment: environment!, enabled: enabled! }),
  archive: domain.archiveFlag,
  restore: domain.restoreFlag,
  tag: (ctx, flag, { add_tags: add = [], remove_tags: remove = [] }) =>
    domain.tagFlag(ctx, { ...flag, add, remove }),
};

function change(
  ctx: domain.Context,
  { organization_id: organizationId, id: flagId, version: expectedVersion }: FlagDocument,
  wanted: ChangeFlagsRequest,
): Promise<FlagDocument> {
  const { action, reason } = wanted;
  const flag = { organizationId, flagId, expectedVersion, ...present('reason', reason) };
  return changes[action](ctx, flag, wanted);
}
