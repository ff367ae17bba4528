import 'vitest';
import type { Chromium } from './programs/find-chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server for tests, as a superuser; `createTestDatabase` makes databases on it. */
    postgresUrl: string;
    /** A server for tests; each file has a prefix of its own for what it keeps there. */
    redisUrl: string;
    /** `undefined` where the machine has none and none can be fetched. */
    chromium: Chromium | undefined;
  }
}
