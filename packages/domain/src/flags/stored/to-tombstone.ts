import type { FlagDocument, FlagTombstone } from '@halyard/contracts';

/** What the change log keeps of a flag that is deleted. */
export const toTombstone = ({
  id,
  key,
  application_id,
  status,
  version,
  realtime_enabled,
}: FlagDocument): FlagTombstone => ({
  id,
  key,
  application_id,
  status,
  version,
  realtime_enabled,
  deleted: true,
});
