import { isObject, type JsonObject } from '../../json.ts';
import { chainHash, personDigest } from '../canonical.ts';
import type { StoredEntry } from './read-chain.ts';

/** What is wrong with an entry, given the hash before it; nothing where it is as it was written. */
export function checkEntry(entry: StoredEntry, previous: Uint8Array): string[] {
  const facts = readFacts(entry.canonical);
  if (!facts) return ['its text cannot be read'];
  const problems = checkColumns(entry, facts);
  if (!isSame(chainHash(previous, entry.canonical), entry.hash)) {
    problems.push('its hash does not follow from the entry before it and its text');
  }
  if (entry.person && personDigest(entry.person.salt, entry.person) !== facts['person']) {
    problems.push('its person is not the one of its text');
  }
  return problems;
}

/** Whether an entry's person has been forgotten. */
export const isErased = ({ canonical, person }: StoredEntry): boolean =>
  !person && typeof readFacts(canonical)?.['person'] === 'string';

/** What repeats parts of the text so that it can be searched. */
function checkColumns(entry: StoredEntry, facts: JsonObject): string[] {
  const columns = {
    organization_id: entry.organizationId,
    seq: Number(entry.seq),
    id: entry.id,
    timestamp: entry.createdAt.toISOString(),
    entity_type: entry.entityType,
    entity_id: entry.entityId,
    flag_key: entry.flagKey,
    action: entry.action,
  };
  return Object.entries(columns)
    .filter(([name, value]) => facts[name] !== value)
    .map(([name]) => `its ${name} is not the one of its text`);
}

function readFacts(canonical: string): JsonObject | undefined {
  try {
    const facts: unknown = JSON.parse(canonical);
    return isObject(facts) ? facts : undefined;
  } catch {
    return undefined;
  }
}

export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  Buffer.compare(one, other) === 0;
