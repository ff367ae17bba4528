import {
  dayAt,
  type FlagCount,
  type KeyClients,
  type LanguageCount,
  type OrganizationUsage,
  type PlaceCount,
} from '@halyard/contracts';

import type {
  Collected,
  EnvironmentCounts,
  OrganizationCounts,
  Row,
} from '../collect/collected.ts';
import { mergeUsage } from './batch.ts';

/** A row of a batch, and of which of its lists. */
export type ListedRow =
  | { list: 'usage'; row: OrganizationUsage }
  | { list: 'flags'; row: FlagCount }
  | { list: 'places'; row: PlaceCount }
  | { list: 'languages'; row: LanguageCount }
  | { list: 'clients'; row: KeyClients };

/** Evaluations by organization and day, and the clients of keys. */
export function* listTotals({ hours, clients }: Collected): Generator<ListedRow> {
  const usage = hours.flatMap(({ startsAtMs, organizations }) => {
    const day = dayAt(startsAtMs);
    return [...organizations.values()].map(
      ({ id: organizationId, evaluations }): OrganizationUsage => ({
        organizationId,
        day,
        evaluations,
      }),
    );
  });
  for (const row of mergeUsage(usage)) yield { list: 'usage', row };
  for (const { key, names } of clients.values()) {
    if (names.size === 0) continue;
    const { organizationId, applicationId, id: keyId } = key;
    yield {
      list: 'clients',
      row: { organizationId, applicationId, keyId, names: [...names] },
    };
  }
}

/** What the rows of one flag in one environment and hour have in common. */
type Of = Pick<FlagCount, 'organizationId' | 'applicationId' | 'flagId' | 'environment' | 'hourMs'>;

/** The rows of an organization's hour, made one by one as they are asked for. */
export function* listRows(
  { id: organizationId, applications }: OrganizationCounts,
  hourMs: number,
  hashes: readonly string[],
): Generator<ListedRow> {
  for (const [applicationId, flags] of applications) {
    for (const [flagId, { environments }] of flags) {
      for (const [environment, counts] of environments) {
        const of: Of = { organizationId, applicationId, flagId, environment, hourMs };
        yield* listEnvironment(of, counts, hashes);
      }
    }
  }
}

function* listEnvironment(
  of: Of,
  { off, on, countries, languages }: EnvironmentCounts,
  hashes: readonly string[],
): Generator<ListedRow> {
  const counted = ({ count, users }: Row) => ({
    count,
    users: Array.from(users, (position) => hashes[position]!),
  });
  const listed = (row: Row, result: boolean, variation: string | null): ListedRow => ({
    list: 'flags',
    row: { ...of, variation, result, identified: row.identified, ...counted(row) },
  });
  if (off) yield listed(off, false, null);
  for (const [variation = null, row] of on) yield listed(row, true, variation);
  for (const [country, cities] of countries) {
    for (const [city, row] of cities) {
      yield { list: 'places', row: { ...of, country, city, ...counted(row) } };
    }
  }
  for (const [language, row] of languages) {
    yield { list: 'languages', row: { ...of, language, ...counted(row) } };
  }
}
