import type { Member, Sealer } from '@halyard/auth';
import type { Context } from '@halyard/domain';
import type { Logger, RouteRequest } from '@halyard/http';

import type { AccountMail } from './mail/account-mail.ts';

/** What the handlers of members' routes share. */
export interface MemberDeps {
  /** In which whoever asks acts. */
  ctxFor: (request: RouteRequest<Member>) => Context;
  /** Seals webhooks' secrets. */
  webhookSealer: Sealer;
  mail: Pick<AccountMail, 'invitation'>;
  log: Pick<Logger, 'error'>;
}
