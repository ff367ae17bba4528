import { isDeepStrictEqual } from 'node:util';

import {
  invalidInput,
  type ApplicationImport,
  type FlagDocument,
  type ImportedFlag,
} from '@halyard/contracts';

import { checkOpening } from '../../../flags/checks/check-opening.ts';
import { newIdentity } from '../../../flags/create.ts';
import { composeFlag, identityOf } from '../../../flags/document/compose.ts';
import { readFields } from '../../../flags/document/fields.ts';
import { keepTimes } from '../../../flags/document/schedule.ts';
import type { JsonObject } from '../../../json.ts';
import type { Transaction } from '../../../transaction/with-transaction.ts';
import { at } from '../at.ts';
import { inSlices } from '../in-slices.ts';
import type { WhatIsThere } from '../lock-what-is-there.ts';
import { nameOf } from './name-of.ts';

/** A flag as it was and as it is to be: the same where nothing is to change. */
export interface PlannedFlag {
  place: string;
  before: FlagDocument | undefined;
  after: FlagDocument;
}

interface Plan {
  tx: Transaction;
  there: WhatIsThere;
  /** Ids of all flags that the document names, by scope and key; those of new ones, too. */
  ids: ReadonlyMap<string, string>;
  /** The document's environments: of these a flag has what is said there, of others what it had. */
  environments: ReadonlySet<string>;
  confirm: boolean;
}

/** Reads a document's flags, over those there are. The organization is locked. */
export async function planFlags(
  tx: Transaction,
  there: WhatIsThere,
  { application, flags }: ApplicationImport,
  confirm: boolean,
): Promise<PlannedFlag[]> {
  const plan: Plan = {
    tx,
    there,
    ids: await findIds(tx, there, flags),
    environments: new Set(application.environments.map(({ name }) => name)),
    confirm,
  };
  return inSlices(flags, (given, index) =>
    at(`flags.${index}`, () => planFlag(plan, given, `flags.${index}`)),
  );
}

async function planFlag(plan: Plan, given: ImportedFlag, place: string): Promise<PlannedFlag> {
  const { tx, there, ids, confirm } = plan;
  const { key, scope, status, environments: _, ...rest } = given;
  const { organizationId, id } = there.application;
  const before = there.flags.get(nameOf(given));
  const environments = environmentsOf(plan, given, before);
  const fields = await readFields(tx, organizationId, {}, { ...rest, environments });
  const applicationId = scope === 'application' ? id : null;
  const identity = before
    ? identityOf(before)
    : {
        ...newIdentity(tx.ctx, { organizationId, applicationId, key }),
        id: ids.get(nameOf(given))!,
      };
  const composed: FlagDocument = composeFlag({ ...identity, status }, fields);
  if (!before) return { place, before, after: composed };
  const wanted = keepTimes(before, composed);
  if (isDeepStrictEqual(before, wanted)) return { place, before, after: before };
  if (!confirm) checkOpening(before, wanted);
  const updated_at = tx.ctx.now().toISOString();
  return { place, before, after: { ...wanted, version: before.version + 1, updated_at } };
}

function environmentsOf(
  { ids, environments }: Plan,
  given: ImportedFlag,
  before: FlagDocument | undefined,
): JsonObject {
  const kept = Object.entries(before?.environments ?? {}).filter(
    ([name]) => !environments.has(name),
  );
  const said = Object.entries(given.environments).map(([name, environment]) => {
    const prerequisites = environment.prerequisites?.map(({ flag, scope, ...rest }, index) => {
      const id = ids.get(nameOf({ scope, key: flag }));
      if (id === undefined) throw noSuchFlag(name, index);
      return { flag: id, ...rest };
    });
    return [name, prerequisites ? { ...environment, prerequisites } : environment] as const;
  });
  return Object.fromEntries([...kept, ...said]);
}

const noSuchFlag = (environment: string, index: number) =>
  invalidInput([
    {
      field: `environments.${environment}.prerequisites[${index}].flag`,
      expected: 'the key of a flag of this scope, in the document or in the organization',
    },
  ]);

async function findIds(
  { db, ctx }: Transaction,
  { application: { organizationId, id: applicationId }, flags: there }: WhatIsThere,
  flags: readonly ImportedFlag[],
): Promise<Map<string, string>> {
  const ids = new Map(
    flags.map((flag) => [nameOf(flag), there.get(nameOf(flag))?.id ?? ctx.newId()] as const),
  );
  const others = flags
    .flatMap(({ environments }) => Object.values(environments))
    .flatMap(({ prerequisites = [] }) => prerequisites)
    .filter(({ flag: key, scope }) => !ids.has(nameOf({ key, scope })));
  if (others.length === 0) return ids;
  const rows = await db.flag.findMany({
    where: {
      organizationId,
      key: { in: [...new Set(others.map(({ flag }) => flag))] },
      OR: [{ applicationId }, { applicationId: null }],
    },
    select: { id: true, key: true, applicationId: true },
  });
  for (const { id, key, applicationId } of rows) {
    const name = nameOf({ key, scope: applicationId === null ? 'enterprise' : 'application' });
    if (!ids.has(name)) ids.set(name, id);
  }
  return ids;
}
