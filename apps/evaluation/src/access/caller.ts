import type { Member } from '@halyard/auth';
import type { KeyRecord } from '@halyard/replica';

/** A member of an organization, by access token. */
export interface MemberCaller {
  readonly kind: 'member';
  readonly organizationId: string;
  readonly userId: string;
  /** Named by the request; until then only enterprise flags are seen. */
  readonly applicationId: null;
  readonly environment: null;
}

export const toMemberCaller = ({ kind, organizationId, userId }: Member): MemberCaller => ({
  kind,
  organizationId,
  userId,
  applicationId: null,
  environment: null,
});

/** Who asks. */
export type Caller = KeyRecord | MemberCaller;

/** Whether a caller may see how flags decide. Public keys may sit in a browser. */
export const seesRules = ({ kind }: Caller): boolean => kind !== 'sdk';
