import type { Reporter } from '@halyard/contracts';

/** Where counts come from. */
export interface Source {
  readonly organizationId: string;
  readonly applicationId: string;
  readonly reporter: Reporter;
}

/** What a flag is counted by, within an hour of one of its environments. */
export const rowKinds = ['variation', 'place', 'language'] as const;
export type RowKind = (typeof rowKinds)[number];

/** How often something was evaluated, and for whom. */
export interface Row {
  /** The variation, empty where there was none; the country; the language. */
  readonly name: string;
  /** The result; the city, empty where none was named; empty. */
  readonly detail: string;
  count: number;
  /** Of these, how many were given an evaluation id. */
  identified: number;
  /** Hashes, 16 hexadecimal digits each; some may be there twice. */
  readonly users: string[];
}

/** What a source says of one flag in an hour of one environment. */
export interface Subject extends Source {
  readonly flagId: string;
  readonly environment: string;
  /** Beginning of the UTC hour: Unix time, milliseconds. */
  readonly hourMs: number;
  readonly rows: Readonly<Record<RowKind, Map<string, Row>>>;
}

/** Flag id → hour and environment → what is counted. */
type SourceSubjects = Map<string, Map<string, Subject>>;

/** Counts that are added up in memory before they are written. */
export interface Rollup {
  readonly sources: Map<string, SourceSubjects>;
}

export const createRollup = (): Rollup => ({ sources: new Map() });

/** All that is counted. */
export function* subjectsOf({ sources }: Rollup): Generator<Subject> {
  for (const flags of sources.values()) {
    for (const subjects of flags.values()) yield* subjects.values();
  }
}

const hourLengthMs = 3_600_000;

/** The subject that a time in milliseconds falls in, made where there is none. */
export function subjectAt(
  { sources }: Rollup,
  source: Source,
  { flagId, environment, atMs }: { flagId: string; environment: string; atMs: number },
): Subject {
  const hourMs = atMs - (atMs % hourLengthMs);
  const flags = mapAt(sources, source.applicationId + source.reporter);
  const subjects = mapAt(flags, flagId);
  const name = `${hourMs} ${environment}`;
  const known = subjects.get(name);
  if (known) return known;
  const { organizationId, applicationId, reporter } = source;
  const rows = {
    variation: new Map<string, Row>(),
    place: new Map<string, Row>(),
    language: new Map<string, Row>(),
  };
  const subject = { organizationId, applicationId, reporter, flagId, environment, hourMs, rows };
  subjects.set(name, subject);
  return subject;
}

/** The row of that name, made where there is none. */
export function rowOf(rows: Map<string, Row>, name: string, detail: string): Row {
  const key = detail === '' ? name : `${name}\n${detail}`;
  const known = rows.get(key);
  if (known) return known;
  const row: Row = { name, detail, count: 0, identified: 0, users: [] };
  rows.set(key, row);
  return row;
}

/** The map of that name, made where there is none. */
function mapAt<K, V>(maps: Map<string, Map<K, V>>, name: string): Map<K, V> {
  const known = maps.get(name);
  if (known) return known;
  const map = new Map<K, V>();
  maps.set(name, map);
  return map;
}
