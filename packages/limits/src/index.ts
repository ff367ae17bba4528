export { createAdmit, type Admission, type Admit } from './admit.ts';
export { createSharedCounter } from './counter/shared-counter.ts';
export { createLimits, type Limits, type LimitsDeps } from './limits.ts';
export { createUserLimit, type UserLimitDeps } from './user-limit/user-limit.ts';
