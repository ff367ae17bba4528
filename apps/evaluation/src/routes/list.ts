import type { RouteHandler } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import { conditional } from '../answers/conditional.ts';
import type { ListKind, ReadList } from '../lists/list-reader.ts';

/** `GET` of a list that clients keep: 304 where they have it already. */
export const list =
  <Item>(readList: ReadList, kind: ListKind<Item>): RouteHandler<Caller> =>
  async (request) =>
    conditional(request.req, await readList(kind, request));
