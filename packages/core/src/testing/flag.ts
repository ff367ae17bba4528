import type { Flag, FlagEnvironment } from '../model.ts';

/** An enterprise flag that is on in production; its id is its key. */
export const flagWith = (
  environment: Partial<FlagEnvironment> = {},
  given: Partial<Flag> = {},
): Flag => ({
  id: given.key ?? 'f',
  key: 'f',
  application_id: null,
  status: 'active',
  version: 1,
  environments: { production: { enabled: true, ...environment } },
  ...given,
});
