import type { IncomingMessage } from 'node:http';

import {
  AppError,
  invalidInput,
  mostSegmentIdentifiers,
  SegmentIdentifier,
} from '@halyard/contracts';

import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';

/** Takes what was found at a place of an upload; throws where it is no identifier, or one too many. */
export type AddIdentifier = (place: string, found: unknown) => void;

const readers = { 'application/json': readJson, 'text/csv': readCsv } as const;

/**
 * Reads the identifiers of a request's body as it arrives: a JSON list of texts, or CSV with one a
 * line. Throws `invalid_request` naming the place, and `payload_too_large` where there are too many.
 */
export async function readIdentifiers(req: IncomingMessage): Promise<string[]> {
  const read = readerOf(req);
  const identifiers: string[] = [];
  await read(readText(req), (place, found) => {
    const { data, error } = SegmentIdentifier.safeParse(found);
    if (error) throw invalidInput([{ field: place, expected: error.issues[0]!.message }]);
    if (identifiers.length === mostSegmentIdentifiers) throw tooMany();
    identifiers.push(data);
  });
  return identifiers;
}

function readerOf({ headers }: IncomingMessage) {
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type === 'application/json' || type === 'text/csv') return readers[type];
  throw invalidInput([{ field: 'Content-Type', expected: 'application/json or text/csv' }]);
}

const tooMany = () =>
  new AppError(
    'payload_too_large',
    `An upload has at most ${mostSegmentIdentifiers} identifiers; add the others by further ones.`,
  );
