import type { IdentifierKind } from './identity.ts';
import type { Configuration, Flag } from './model.ts';
import type { Trace } from './trace.ts';

export type OnReason = 'RULE_MATCH' | 'ROLLOUT' | 'DEFAULT';

export type OffReason =
  | 'DISABLED'
  | 'SCHEDULED'
  | 'PREREQUISITE_FAILED'
  | 'TARGETING_MISMATCH'
  | 'RULE_MATCH'
  | 'ROLLOUT'
  /** The flag's data cannot be evaluated. */
  | 'ERROR';

/** Why a flag that was found is on or off. */
export type Reason = OnReason | OffReason;

/** What became of one flag for one context. */
export interface Decision {
  readonly found: true;
  /** The flag that decided, as it was given. */
  readonly flag: Flag;
  readonly enabled: boolean;
  readonly reason: Reason;
  /** The rule that decided. */
  readonly rule: DecidingRule | undefined;
  /** Key of the variation served; only where on. */
  readonly variation: string | undefined;
  /** What is served with it; only where on. */
  readonly configuration: Configuration | undefined;
  /** Two or more variations had a chance. */
  readonly isSplit: boolean;
  /** A gate was passed. */
  readonly isGated: boolean;
  /** A bucket was needed and there was nothing to bucket by. */
  readonly lacksIdentifier: boolean;
  /** The identifier that was used, and the field it came from. */
  readonly identifier: string | undefined;
  readonly identifierKind: IdentifierKind | undefined;
  /** Steps and tests in the order in which they were looked at, where that was asked for. */
  readonly trace: Trace | null;
}

/** What kind of rule the v1 API calls it. */
export type RuleType = 'STATIC' | 'SEGMENT' | 'PERCENTAGE';

export interface DecidingRule {
  readonly id: string;
  readonly type: RuleType;
}

/** No active flag has the key. */
export interface NoFlag {
  readonly found: false;
  readonly reason: 'FLAG_NOT_FOUND' | 'FLAG_ARCHIVED';
}

export type Evaluation = Decision | NoFlag;
