import type { CompiledDataSet } from './data-set.ts';
import type { CompiledFlag } from './flags/compiled-flag.ts';
import type { Flag } from './model.ts';

/**
 * The flag that decides for a key: the application's active flag, even when it is off, else the
 * active enterprise flag. `archived` only when no active flag has the key.
 */
export function findFlag(
  { byKey }: CompiledDataSet,
  applicationId: string | null,
  key: string,
): CompiledFlag | 'archived' | undefined {
  const flags = byKey.get(key);
  if (!flags) return undefined;
  const application = applicationId === null ? undefined : flags.byApplication.get(applicationId);
  if (application && isActive(application)) return application;
  const { enterprise } = flags;
  if (enterprise && isActive(enterprise)) return enterprise;
  return application || enterprise ? 'archived' : undefined;
}

/**
 * The flag that a report of a key's application is of: the one that decides, else an archived one, the
 * application's own before the enterprise's.
 */
export function findReportedFlag(
  { byKey }: CompiledDataSet,
  applicationId: string,
  key: string,
): Flag | undefined {
  const flags = byKey.get(key);
  if (!flags) return undefined;
  const application = flags.byApplication.get(applicationId);
  const candidates = [application, flags.enterprise].filter((flag) => flag !== undefined);
  return (candidates.find(isActive) ?? candidates[0])?.source;
}

export const isActive = ({ source }: CompiledFlag): boolean => source.status === 'active';
