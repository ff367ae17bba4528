import { isDeepStrictEqual } from 'node:util';

import { invalidInput, type FlagDocument } from '@halyard/contracts';

import type { JsonObject } from '../../json.ts';

const asItIs = 'left as it is';

/** What may be sent back as it was read, with what to say where it is something else. */
const unchangeable: ReadonlyMap<string, string> = new Map(
  Object.entries({
    id: asItIs,
    key: `${asItIs}: keys never change`,
    organization_id: asItIs,
    application_id: asItIs,
    scope: asItIs,
    status: `${asItIs}: /archive and /restore change it`,
    created_by: asItIs,
    created_at: asItIs,
  } satisfies { [field in keyof FlagDocument]?: string }),
);

/** What goes on with every write: what was read of it says nothing. */
const ignored: ReadonlySet<string> = new Set(['version', 'updated_at']);

/**
 * What of a flag's document may be written, out of what was sent. Throws `invalid_request` naming what
 * cannot be changed and is not as it is.
 */
export function writableOf(flag: FlagDocument, given: JsonObject): JsonObject {
  const isChanged = ([field, value]: [string, unknown]): boolean =>
    !isDeepStrictEqual(value ?? null, flag[field as keyof FlagDocument] ?? null);
  const entries = Object.entries(given);
  const wrong = entries.filter((entry) => unchangeable.has(entry[0]) && isChanged(entry));
  if (wrong.length > 0) {
    throw invalidInput(wrong.map(([field]) => ({ field, expected: unchangeable.get(field)! })));
  }
  return Object.fromEntries(
    entries.filter(([field]) => !unchangeable.has(field) && !ignored.has(field)),
  );
}
