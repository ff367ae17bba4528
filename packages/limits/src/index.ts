export { createSharedCounter } from './counter/shared-counter.ts';
export { createLimits, type Limits } from './limits.ts';
export { rateLimited } from './rate-limited.ts';
export { createUserLimit, type UserLimitDeps } from './user-limit/user-limit.ts';
export type { Window } from './window.ts';
