import type { Member } from '@halyard/auth';
import type { Context } from '@halyard/domain';
import type { RouteHandler, RouteRequest } from '@halyard/http';

import type { AccountMail } from '../../mail/account-mail.ts';

/** What the handlers of an organization's routes share. */
export interface OrganizationDeps {
  /** In which whoever asks acts. */
  ctxFor: (request: RouteRequest<Member>) => Context;
  mail: Pick<AccountMail, 'invitation'>;
}

export type MemberHandler = RouteHandler<Member>;
