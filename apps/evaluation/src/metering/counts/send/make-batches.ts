import type { Collected } from '../collect/collected.ts';
import { noRows, type BatchContent, type BatchRows } from './batch.ts';
import { hashIdentifiers } from './hash-identifiers.ts';
import { listRows, listTotals, type ListedRow } from './list-rows.ts';
import { createPace } from './pace.ts';

/** A job is serialised in one go, which takes a millisecond for so much. */
const mostCharacters = 250_000;
/** Ids, names of fields and numbers of a row, beside what it lists. */
const charactersARow = 400;
const charactersAUser = 19;
const longestName = 102;

/** A user of a row is a step, and so is the row itself: 250 hashes make a turn. */
const stepsATurn = 5_000;

/**
 * Makes batches of what was counted: hashes who asked, and splits what is too large for one job.
 * Other work gets its turn in between.
 */
export async function makeBatches(
  collected: Collected,
  endedAtMs: number,
  secret: string,
): Promise<BatchContent[]> {
  const { startedAtMs, hours } = collected;
  const parts: BatchRows[] = [];
  const pace = createPace(stepsATurn);
  let room = 0;

  async function put(listed: ListedRow): Promise<void> {
    const size = sizeOf(listed);
    if (size > room) {
      parts.push(noRows());
      room = mostCharacters;
    }
    room -= size;
    // Each list takes the rows that are listed as its own.
    (parts.at(-1)![listed.list] as unknown[]).push(listed.row);
    const turn = pace(1 + usersOf(listed));
    if (turn) await turn;
  }

  for (const listed of listTotals(collected)) await put(listed);
  for (const { startsAtMs, organizations } of hours) {
    for (const organization of organizations.values()) {
      const { id, identifiers } = organization;
      const hashes = await hashIdentifiers(secret, id, identifiers.keys(), pace);
      for (const listed of listRows(organization, startsAtMs, hashes)) await put(listed);
    }
  }
  return parts.map((rows) => ({ startedAtMs, endedAtMs, ...rows }));
}

const usersOf = ({ row }: ListedRow): number => ('users' in row ? row.users.length : 0);

function sizeOf({ list, row }: ListedRow): number {
  const names = list === 'clients' ? row.names.length * longestName : 0;
  return charactersARow + names + usersOf({ list, row } as ListedRow) * charactersAUser;
}
