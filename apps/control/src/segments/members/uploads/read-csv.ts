import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { invalidInput } from '@halyard/contracts';
import { CsvError, parse } from 'csv-parse';

import type { AddIdentifier } from './read-identifiers.ts';

const header = 'identifier';
const expected =
  'one identifier, of at most 512 characters, quoted as in CSV where it has commas, quotes or line breaks';

/** Bytes, more than any identifier has. */
const longestRecord = 4_096;

/** Reads CSV with one identifier a line, below a header or without; an identifier's place is its line. */
export async function readCsv(pieces: AsyncIterable<string>, add: AddIdentifier): Promise<void> {
  let isFirst = true;
  const parser = parse({
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    on_record: (fields: string[], { lines }) => {
      const isHeader = isFirst && fields.length === 1 && fields[0] === header;
      isFirst = false;
      if (isHeader) return null;
      const place = `line ${lines}`;
      if (fields.length > 1) throw invalidInput([{ field: place, expected }]);
      add(place, fields[0]);
      // Nothing is kept in the stream.
      return null;
    },
  });
  const ended = finished(parser.resume()).catch((error: unknown) => {
    throw error instanceof CsvError
      ? invalidInput([{ field: `line ${parser.info.lines}`, expected }])
      : error;
  });
  ended.catch(() => undefined);
  for await (const piece of pieces) {
    parser.write(piece);
    // Errors are known by then, and other requests had their turn.
    await nextTurn();
    if (parser.errored) break;
  }
  parser.end();
  await ended;
}
