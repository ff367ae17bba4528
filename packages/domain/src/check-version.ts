import { AppError } from '@halyard/contracts';

/** Refuses a write that was made from another version than there is now. */
export function checkVersion(version: number, expectedVersion: number | undefined): void {
  if (expectedVersion === undefined || expectedVersion === version) return;
  throw new AppError(
    'version_conflict',
    `Somebody changed this in the meantime: it has version ${version} now.`,
    [{ field: 'expected_version', expected: String(version) }],
  );
}
