import type { FlagDetails } from '@halyard/contracts';
import { versionTag, type RouteAnswer } from '@halyard/http';

/** An answer that is a flag, with its version as the ETag. */
export const answerFlag = (flag: FlagDetails, status: 200 | 201 = 200): RouteAnswer => ({
  status,
  json: JSON.stringify(flag),
  headers: versionTag(flag.version),
});
