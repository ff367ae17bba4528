import type { CompiledDataSet } from './compile.ts';
import type { Flag } from './model.ts';

export type FoundFlag =
  | { found: 'active'; flag: Flag }
  | { found: 'archived' }
  | { found: 'nothing' };

/**
 * The flag that decides for a key: the application's active flag, else the active enterprise flag.
 * `archived` only when no active flag has the key.
 */
export function findFlag(
  compiled: CompiledDataSet,
  applicationId: string | null,
  key: string,
): FoundFlag {
  const entry = compiled.keys.get(key);
  if (!entry) return { found: 'nothing' };
  const own = applicationId === null ? undefined : entry.byApplication.get(applicationId);
  if (own?.status === 'active') return { found: 'active', flag: own };
  if (entry.enterprise?.status === 'active') return { found: 'active', flag: entry.enterprise };
  return own || entry.enterprise ? { found: 'archived' } : { found: 'nothing' };
}
