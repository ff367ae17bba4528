import { AppError, type FlagDocument } from '@halyard/contracts';

import type { Transaction } from '../../transaction/with-transaction.ts';

/**
 * Refuses what a DEVELOPER may not make: a flag that is on in a protected environment, or one that
 * would take the place of an enterprise flag.
 */
export async function checkDeveloperMayCreate(
  { db, ctx }: Transaction,
  flag: FlagDocument,
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member' || actor.role !== 'DEVELOPER') return;
  const { organization_id: organizationId, application_id: applicationId, key } = flag;
  const isOn = await db.environment.findFirst({
    where: {
      organizationId,
      // An enterprise flag's environment is protected when it is in any application.
      ...(applicationId !== null && { applicationId }),
      protected: true,
      name: { in: enabledIn(flag) },
    },
  });
  if (isOn) {
    throw new AppError(
      'forbidden',
      'Your role does not allow to switch on protected environments.',
    );
  }
  if (applicationId === null) return;
  const shadowed = await db.flag.findFirst({ where: { organizationId, applicationId: null, key } });
  if (!shadowed) return;
  throw new AppError('forbidden', 'Your role does not allow to take an enterprise flag’s place.');
}

const enabledIn = ({ environments }: FlagDocument): string[] =>
  Object.entries(environments)
    .filter(([, { enabled }]) => enabled)
    .map(([name]) => name);
