export { advanceEventGeneration } from './intake/advance-generation.ts';
export { createIntake, type Intake } from './intake/create-intake.ts';
export { mergePendingUsers } from './users/merge-pending.ts';
export { rollUpDays } from './users/roll-up-days.ts';
