import { setImmediate as nextTurn } from 'node:timers/promises';

import { AppError } from '@halyard/contracts';
import { queryOf, type RouteRequest } from '@halyard/http';
import type { OrganizationView, Replica } from '@halyard/replica';
import { LRUCache } from 'lru-cache';

import { seesRules, type Caller } from '../access/caller.ts';
import { etagOf, type Tagged } from '../answers/conditional.ts';
import { resolveEnvironment } from '../asking/environment.ts';

/** For whom a list is written. */
export interface Audience {
  readonly organizationId: string;
  /** `null` sees enterprise flags only. */
  readonly applicationId: string | null;
  readonly environment: string;
  /** Of a bound key, which sees no other environment. */
  readonly bound: string | null;
  readonly seesRules: boolean;
}

/** One kind of list, of items that are written one by one. */
export interface ListKind<Item = never> {
  readonly name: string;
  /** Where the request names no environment. */
  readonly defaultEnvironment: string;
  readonly collect: (
    organization: OrganizationView,
    audience: Audience,
    nowMs: number,
  ) => Collected<Item>;
  /** One item as JSON. */
  readonly write: (item: Item, audience: Audience) => string;
  /** All of them as the answer's JSON. */
  readonly enclose: (
    items: readonly string[],
    audience: Audience,
    organization: OrganizationView,
  ) => string;
  /** What the ETag is a hash of: the same for the same answer. Left out, the answer's JSON. */
  readonly identify?: ListKind<Item>['enclose'];
}

export interface Collected<Item> {
  readonly items: readonly Item[];
  /** When they change by themselves: Unix time, milliseconds, or Infinity. */
  readonly until: number;
}

/** Gives lists as JSON, kept until the organization or a schedule changes them. */
export type ReadList = <Item>(
  kind: ListKind<Item>,
  request: RouteRequest<Caller>,
) => Promise<Tagged>;

interface KeptList extends Tagged {
  readonly last: number;
  /** Unix time, milliseconds. */
  readonly until: number;
}

/** Other requests are answered after so many. */
const itemsAtOnce = 200;
const mostKeptBytes = 64 * 1024 * 1024;

export interface ListDeps {
  replica: Pick<Replica, 'find'>;
  /** Unix time, milliseconds. */
  now: () => number;
}

export function createReadList({ replica, now }: ListDeps): ReadList {
  const kept = new LRUCache<string, KeptList>({
    maxSize: mostKeptBytes,
    // Clients choose the environment in a list's name.
    sizeCalculation: ({ json }, name) => 2 * (json.length + name.length) + 500,
  });
  const running = new Map<string, Promise<KeptList>>();

  return async (kind, request) => {
    const audience = audienceOf(kind.defaultEnvironment, request);
    const organization = replica.find(audience.organizationId);
    if (!organization) throw new AppError('not_found', 'There is no such organization.');
    const name = nameOf(kind.name, audience);
    const known = kept.get(name);
    if (known && known.last === organization.last && now() < known.until) return known;
    // Who asks for the same meanwhile gets the same.
    let list = running.get(name);
    if (!list) {
      list = write(kind, audience, organization, now()).finally(() => running.delete(name));
      running.set(name, list);
      list.then((written) => kept.set(name, written)).catch(() => undefined);
    }
    return list;
  };
}

function audienceOf(defaultEnvironment: string, { caller, req }: RouteRequest<Caller>): Audience {
  const query = queryOf(req);
  return {
    organizationId: caller.organizationId,
    applicationId: caller.applicationId ?? (query.get('application_id') || null),
    environment: resolveEnvironment(
      caller,
      query.get('environment'),
      undefined,
      defaultEnvironment,
    ),
    bound: caller.environment,
    seesRules: seesRules(caller),
  };
}

/** As JSON, since clients may give environments any name. */
const nameOf = (
  name: string,
  { organizationId, applicationId, bound, seesRules: all, environment }: Audience,
): string =>
  JSON.stringify([name, organizationId, applicationId, all, bound !== null, environment]);

async function write<Item>(
  kind: ListKind<Item>,
  audience: Audience,
  organization: OrganizationView,
  nowMs: number,
): Promise<KeptList> {
  const { last } = organization;
  const { items, until } = kind.collect(organization, audience, nowMs);
  const written: string[] = [];
  for (const [index, item] of items.entries()) {
    written.push(kind.write(item, audience));
    if (index % itemsAtOnce === itemsAtOnce - 1) await nextTurn();
  }
  const json = kind.enclose(written, audience, organization);
  const identity = kind.identify?.(written, audience, organization) ?? json;
  return { json, etag: etagOf(identity), last, until };
}
