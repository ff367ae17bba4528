import type { AuditEntryDetails } from '@halyard/contracts';
import { stringify, type Options } from 'csv-stringify/sync';

const columns = [
  'timestamp',
  'action',
  'entity_type',
  'entity_id',
  'flag_id',
  'flag_key',
  'user_id',
  'user_email',
  'ip_address',
  'user_agent',
  'before',
  'after',
  'id',
  'organization_id',
] as const;

/** As RFC 4180 has it. Spreadsheets run what begins with `=`, `+`, `-` or `@`: it gets an apostrophe. */
const options = { columns, escape_formulas: true, record_delimiter: 'windows' } satisfies Options;

/** Batches as CSV; what changed is in two columns, as JSON. */
export async function* writeCsv(
  batches: AsyncIterable<readonly AuditEntryDetails[]>,
): AsyncGenerator<string> {
  // With the first entries, so that a failure to read them is still answered as one.
  let header = true;
  for await (const batch of batches) {
    yield stringify(batch.map(toRow), { ...options, header });
    header = false;
  }
  if (header) yield stringify([], { ...options, header });
}

const toRow = ({ changes: { before, after }, ...entry }: AuditEntryDetails) => ({
  ...entry,
  before: toCell(before),
  after: toCell(after),
});

const toCell = (side: object | null): string => (side === null ? '' : JSON.stringify(side));
