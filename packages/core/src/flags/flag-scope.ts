import type { ConditionScope } from '../conditions/condition.ts';
import type { Report } from '../problem.ts';

/** What every part of one flag is compiled with. */
export interface FlagScope {
  readonly report: Report;
  /** For conditions whose `percent` tests have this salt unless they bring their own. */
  readonly conditionScope: (percentSalt: string) => ConditionScope;
}
