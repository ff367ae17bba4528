import type { CheckFlagKeyQuery, FlagKeyCheck } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import { noSuchApplication } from '../../applications/check-exists.ts';
import { expectedKey, isKey } from '../../parse-key.ts';

/** Whether a flag can be made under a key, and what it would stand in front of. */
export async function checkFlagKey(
  database: Database,
  organizationId: string,
  { key, application_id }: CheckFlagKeyQuery,
): Promise<FlagKeyCheck> {
  const id = application_id ?? null;
  const malformed = problemOf(key);
  const [application, flags] = await Promise.all([
    id === null || database.application.findFirst({ where: { organizationId, id } }),
    malformed === undefined ? findFlags(database, organizationId, key) : [],
  ]);
  if (!application) throw noSuchApplication();
  const taken = flags.find(({ applicationId }) => applicationId === id);
  const problem = malformed ?? (taken && takenBy(taken));
  // Archived flags stand in nobody's way.
  const others = flags.filter(
    ({ applicationId, status }) =>
      status === 'active' && (applicationId === null) !== (id === null),
  );
  return {
    key,
    is_valid: malformed === undefined,
    is_available: problem === undefined,
    ...present('problem', problem),
    ...relations(id, others.map(toNamesake)),
  };
}

function relations(
  applicationId: string | null,
  [first, ...more]: NonNullable<FlagKeyCheck['shadowed_by']>,
): Pick<FlagKeyCheck, 'shadows' | 'shadowed_by'> {
  if (!first) return {};
  return applicationId === null ? { shadowed_by: [first, ...more] } : { shadows: first };
}

interface Row {
  id: string;
  name: string;
  applicationId: string | null;
  status: 'active' | 'archived';
}

const findFlags = (database: Database, organizationId: string, key: string): Promise<Row[]> =>
  database.flag.findMany({
    where: { organizationId, key },
    select: { id: true, name: true, applicationId: true, status: true },
    orderBy: { id: 'asc' },
  });

const toNamesake = ({ id, name, applicationId }: Row) => ({
  id,
  name,
  application_id: applicationId,
});

const takenBy = ({ status }: Row): string =>
  status === 'active'
    ? 'A flag has this key.'
    : 'An archived flag has this key: restore or delete it.';

/** What is wrong with a key, in a sentence. */
const problemOf = (key: string): string | undefined =>
  isKey(key) ? undefined : `A key must be ${expectedKey}.`;
