import type { Condition, Flag } from '@halyard/core';

/**
 * Documents as they are kept in versions and in the change log, and sent to nodes. Ids are UUIDs,
 * times RFC 3339 in UTC unless said otherwise; what is absent is left out.
 */

/** A flag in full: what the rule engine reads, and what people see of it. */
export interface FlagDocument extends Flag {
  readonly name: string;
  readonly organization_id: string;
  readonly scope: 'application' | 'enterprise';
  readonly value_type: 'boolean' | 'string' | 'number' | 'json';
  readonly tags: readonly string[];
  readonly auto_disable_after_end: boolean;
  /** Whether its changes are streamed. */
  readonly realtime_enabled: boolean;
  /**
   * By environment: what evaluation ids call it, 1 to 2^24 - 1. Unique in the organization, given when
   * it first has Smart Insights, and kept as long as the flag lives.
   */
  readonly insight_serials?: Readonly<Record<string, number>>;
  /** User id; absent for what Halyard made itself. */
  readonly created_by?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What is left of a flag that is gone: who saw it is told. */
export interface FlagTombstone extends Pick<
  FlagDocument,
  'id' | 'key' | 'application_id' | 'status' | 'version' | 'realtime_enabled'
> {
  readonly deleted: true;
}

/** A segment without its listed members, which are rows of their own. */
export interface SegmentDocument {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  readonly organization_id: string;
  readonly rules?: Condition;
  readonly version: number;
  readonly created_by?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What became of a segment's listed members. */
export interface MemberListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The members that were changed; of more than 1 000 only how many, to be read from the rows. */
export type SegmentMembersDocument =
  | {
      readonly version: number;
      readonly included: MemberListChange;
      readonly excluded: MemberListChange;
    }
  | { readonly version: number; readonly count: number };

/** What a node needs to know a key: never the key itself. */
export interface ApiKeyDocument {
  readonly id: string;
  readonly application_id: string;
  /** The one environment a bound key sees. */
  readonly environment?: string;
  readonly kind: 'sdk' | 'server';
  readonly trusted: boolean;
  /** SHA-256 of the key, base64. */
  readonly hash: string;
  readonly expires_at?: string;
  /** Most requests a UTC day. */
  readonly daily_budget?: number;
  /** Most requests a minute from one address. */
  readonly address_limit?: number;
}

export interface OrganizationDocument {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  /** How far this month's evaluations have come; absent while below the first threshold. */
  readonly usage?: PlanUsage;
}

export type Plan = 'FREE' | 'PRO' | 'TEAM' | 'ENTERPRISE';

export interface PlanUsage {
  /** `YYYY-MM`, UTC: in any other month nothing of this holds. */
  readonly month: string;
  readonly level: 'warning' | 'exceeded' | 'blocked';
}

export interface ApplicationDocument {
  readonly id: string;
  readonly name: string;
  readonly environments: readonly { readonly name: string; readonly protected: boolean }[];
}

/** Flags whose answers another change may have altered; `null` when there are too many to list. */
export interface DerivedDocument {
  readonly flag_ids: readonly string[] | null;
}
