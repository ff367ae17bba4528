import { totpCode, totpStepAt } from '@halyard/auth';
import type { Database } from '@halyard/database';

import { post } from './client.ts';

const password = 'correct horse battery staple';

/** Makes somebody a release manager of an organization; gives their access token. */
export async function createMember(
  database: Database,
  { port, organizationId, email }: { port: number; organizationId: string; email: string },
): Promise<string> {
  const registered = await post(port, '/api/auth/register', { email, password });
  const ticket = { enrolment_token: registered.body['enrolment_token'] };
  const enrolled = await post(port, '/api/auth/totp/enrol', ticket);
  const code = totpCode(enrolled.body['secret'] as string, totpStepAt(Date.now()));
  const confirmed = await post(port, '/api/auth/totp/confirm', { ...ticket, code });
  const { id: userId } = confirmed.body['user'] as { id: string };
  await database.membership.create({
    data: { organizationId, userId, role: 'RELEASE_MANAGER', createdAt: new Date() },
  });
  const cookie = confirmed.cookies.map((text) => text.split(';')[0]).join('; ');
  const there = { organization_id: organizationId };
  const switched = await post(port, '/api/auth/switch-organization', there, { cookie });
  return switched.body['access_token'] as string;
}
