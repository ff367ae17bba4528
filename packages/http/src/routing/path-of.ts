import type { IncomingMessage } from 'node:http';

import { parseInput } from '@halyard/contracts';

/** A request's path, without the query. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** A request's query, decoded. */
export function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const query = url.indexOf('?');
  return new URLSearchParams(query === -1 ? '' : url.slice(query + 1));
}

/** A request's query by a schema of texts, each given once; of several the last counts. */
export const parseQuery = <S extends Parameters<typeof parseInput>[0]>(
  schema: S,
  req: IncomingMessage,
) => parseInput(schema, Object.fromEntries(queryOf(req)));
