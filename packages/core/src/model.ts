/** Who a flag applies to: one application, or every application of the organization. */
export type Scope = 'application' | 'enterprise';

export type FlagStatus = 'active' | 'archived';

/** A flag as the engine reads it. */
export interface Flag {
  /** UUID. */
  id: string;
  key: string;
  description?: string;
  /** UUID of the application; `null` for an enterprise flag. */
  applicationId: string | null;
  status: FlagStatus;
  version: number;
  /** Environment name → what the flag does there. */
  environments: ReadonlyMap<string, FlagEnvironment>;
}

export interface FlagEnvironment {
  /** The switch. */
  enabled: boolean;
}

/** Everything one organization's flags need to be evaluated. */
export interface DataSet {
  flags: readonly Flag[];
}
