import type { News } from '../changes/news.ts';

/** What a stream may hear of: a member of their organization, a key of its application. */
export type Scope = MemberScope | KeyScope;

interface MemberScope {
  readonly kind: 'member';
  readonly organizationId: string;
}

interface KeyScope {
  readonly kind: 'key';
  readonly organizationId: string;
  readonly applicationId: string;
  /** The one environment a bound key sees; `null` sees all. */
  readonly environment: string | null;
}

/** Whether a piece of the organization's news is for a scope. */
export function hears(scope: Scope, { forMembers, forKeysOf }: News): boolean {
  if (scope.kind === 'member') return forMembers;
  if (!forKeysOf) return false;
  if ('only' in forKeysOf) return forKeysOf.only === scope.applicationId;
  return !forKeysOf.allBut.has(scope.applicationId);
}
