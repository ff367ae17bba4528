import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server for tests, as a superuser; `createTestDatabase` makes databases on it. */
    postgresUrl: string;
  }
}
