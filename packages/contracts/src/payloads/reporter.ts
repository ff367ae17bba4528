import { z } from 'zod';

/** Whose word it is that clients give: that of a key which is trusted, or of one in public hands. */
export const ClientReporter = z.enum(['trusted', 'public']);
export type ClientReporter = z.infer<typeof ClientReporter>;

/** Who says that something happened; `server` is Halyard itself. */
export type Reporter = 'server' | ClientReporter;
