/** A flag as it is stored and as the engine reads it. Ids are UUIDs. */
export interface Flag {
  readonly id: string;
  readonly key: string;
  /** `null` makes it an enterprise flag: it applies to every application. */
  readonly application_id: string | null;
  readonly status: 'active' | 'archived';
  readonly version: number;
  readonly description?: string;
  /** Boolean where left out. */
  readonly value_type?: 'boolean' | 'string' | 'number' | 'json';
  /** What the flag carries when nothing below overrides it. */
  readonly configuration?: Configuration;
  /** At most 31. */
  readonly variations?: readonly Variation[];
  /** ISO 8601; without an offset in `scheduling_timezone`. On from here … */
  readonly scheduled_start_at?: string;
  /** … until just before here. */
  readonly scheduled_end_at?: string;
  /** The instants that they meant when they were written, RFC 3339 in UTC; what counts. */
  readonly scheduled_start_utc?: string;
  readonly scheduled_end_utc?: string;
  /** IANA name; UTC where left out. */
  readonly scheduling_timezone?: string;
  readonly auto_disable_after_end?: boolean;
  /** By name; at most 20. */
  readonly environments: Readonly<Record<string, FlagEnvironment>>;
}

export type Configuration = Readonly<Record<string, unknown>>;

export interface Variation {
  readonly key: string;
  /** Share of those who get no other variation; 1 where left out. */
  readonly weight?: number;
  readonly configuration?: Configuration;
  readonly description?: string;
}

export interface FlagEnvironment {
  /** The switch. */
  readonly enabled: boolean;
  readonly smart_insights?: boolean;
  /** A gate in front of everything below. */
  readonly targeting?: Condition;
  /** At most 20. */
  readonly prerequisites?: readonly Prerequisite[];
  /** At most 50; ascending `priority`, then as listed. */
  readonly rules?: readonly Rule[];
  /** Percent of those no rule matched; left out 100 without rules, 0 with rules. */
  readonly rollout_percentage?: number;
  /** Attribute to bucket by; the identifier where left out. */
  readonly by?: string;
  /** Served instead of the weighted pick. */
  readonly default_variation?: string;
  readonly configuration?: Configuration;
  /** Of the buckets; the flag's key where left out. */
  readonly salt?: string;
}

/** What another flag must be, in the environment of the same name. */
export interface Prerequisite {
  /** Id of the flag. */
  readonly flag: string;
  /** On where left out. */
  readonly enabled?: boolean;
  /** It must be on and serve this one. */
  readonly variation?: string;
}

export interface Rule {
  readonly id: string;
  readonly name?: string;
  /** 0 where left out. */
  readonly priority?: number;
  /** Everybody where left out. */
  readonly when?: Condition;
  /** 100 where left out. */
  readonly rollout_percentage?: number;
  readonly by?: string;
  readonly serve: Serve;
}

export interface Serve {
  readonly enabled: boolean;
  readonly variation?: string;
  readonly split?: readonly Share[];
  readonly configuration?: Configuration;
}

export interface Share {
  readonly variation: string;
  readonly weight: number;
}

/** Who belongs to a group: `excluded` beats `included` beats `rules`. */
export interface Segment {
  readonly key: string;
  readonly included?: Members;
  readonly excluded?: Members;
  /** Absent or without members nobody matches. */
  readonly rules?: Condition;
}

/**
 * Identifiers, as exact text. A set is used as it is, neither copied nor looked through: whoever owns
 * it may change it in place, and the next evaluation sees that.
 */
export type Members = readonly string[] | ReadonlySet<string>;

export type Condition = Group | Test | SegmentTest | PercentTest;

export interface Group {
  /** All, any, none, not all. All where left out. */
  readonly operator?: 'and' | 'or' | 'none' | 'not';
  readonly rules: readonly Condition[];
}

export interface Test {
  readonly attribute?: string;
  readonly operator: string;
  readonly values?: readonly unknown[];
  /** Read as `values: [value]`. */
  readonly value?: unknown;
  /** Flips the result where the attribute is present. */
  readonly negate?: boolean;
  readonly case_insensitive?: boolean;
  /** The result where the attribute is missing, whatever else is said. */
  readonly on_missing?: 'match' | 'no_match';
}

export interface SegmentTest {
  readonly segment: string;
  readonly operator?: 'in' | 'not_in';
}

export interface PercentTest {
  readonly percent: number;
  readonly by?: string;
  readonly salt?: string;
}

/** Everything one organization's flags need to be evaluated. */
export interface DataSet {
  readonly flags: readonly Flag[];
  readonly segments: readonly Segment[];
}
