import type { KeyRecord } from '@halyard/replica';

/** How often something was evaluated, and for whom: positions in the organization's identifiers. */
export interface Row {
  count: number;
  /** Of these, how many were given an evaluation id; only where rows are of results. */
  identified: number;
  readonly users: Set<number>;
}

/** Cities of a country → what was evaluated there; `null` where no city was named. */
type CountryCounts = Map<string | null, Row>;

export interface EnvironmentCounts {
  /** Evaluations that came out off; they have no variation. */
  off: Row | undefined;
  /** By the key of the variation served. */
  readonly on: Map<string | undefined, Row>;
  readonly countries: Map<string, CountryCounts>;
  readonly languages: Map<string, Row>;
}

export interface FlagCounts {
  /** By name. */
  readonly environments: Map<string, EnvironmentCounts>;
  /** How many cities it has rows of. */
  cities: number;
}

export interface OrganizationCounts {
  readonly id: string;
  evaluations: number;
  /** Each with its position: 0, 1, 2 … */
  readonly identifiers: Map<string, number>;
  /** Application id → flag id → counts. */
  readonly applications: Map<string, Map<string, FlagCounts>>;
}

/** What a key's requests are counted in, found in one step. */
export interface CallerCounts {
  readonly organization: OrganizationCounts;
  /** Those of the key's application, by id. */
  readonly flags: Map<string, FlagCounts>;
  /** By what names its clients call themselves. */
  readonly clients: Set<string>;
}

export interface HourCounts {
  /** Unix time, milliseconds. */
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly callers: Map<KeyRecord, CallerCounts>;
  readonly organizations: Map<string, OrganizationCounts>;
}

/** How much was not counted. */
export interface Dropped {
  rows: number;
  identifiers: number;
}

/** What was counted since the last flush. */
export interface Collected {
  readonly startedAtMs: number;
  /** Nearly always one. */
  readonly hours: HourCounts[];
  /** By key id. */
  readonly clients: Map<string, { readonly key: KeyRecord; readonly names: Set<string> }>;
  rows: number;
  identifiers: number;
  /** Goes on through all flushes. */
  readonly dropped: Dropped;
}

export const createCollected = (startedAtMs: number, dropped: Dropped): Collected => ({
  startedAtMs,
  dropped,
  hours: [],
  clients: new Map(),
  rows: 0,
  identifiers: 0,
});

const hourMs = 3_600_000;

/** The counts of the UTC hour that a Unix time in milliseconds falls in. */
export function hourAt({ hours }: Collected, timeMs: number): HourCounts {
  const startsAtMs = timeMs - (timeMs % hourMs);
  const known = hours.find((hour) => hour.startsAtMs === startsAtMs);
  if (known) return known;
  const hour: HourCounts = {
    startsAtMs,
    endsAtMs: startsAtMs + hourMs,
    callers: new Map(),
    organizations: new Map(),
  };
  hours.push(hour);
  return hour;
}

export function addCaller(collected: Collected, hour: HourCounts, key: KeyRecord): CallerCounts {
  const organization = getOrAdd(hour.organizations, key.organizationId, () => ({
    id: key.organizationId,
    evaluations: 0,
    identifiers: new Map<string, number>(),
    applications: new Map<string, Map<string, FlagCounts>>(),
  }));
  const flags = getOrAdd(
    organization.applications,
    key.applicationId,
    () => new Map<string, FlagCounts>(),
  );
  const { names: clients } = getOrAdd(collected.clients, key.id, () => ({
    key,
    names: new Set<string>(),
  }));
  const caller = { organization, flags, clients };
  hour.callers.set(key, caller);
  return caller;
}

export const createFlagCounts = (): FlagCounts => ({ environments: new Map(), cities: 0 });

export const createEnvironmentCounts = (): EnvironmentCounts => ({
  off: undefined,
  on: new Map(),
  countries: new Map(),
  languages: new Map(),
});

export function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
