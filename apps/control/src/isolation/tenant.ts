import { createBrowser, type Browser } from '../testing/browser.ts';
import { enrol, password } from '../testing/people.ts';

/** An organization with one of everything, and its owner logged in. */
export interface Tenant {
  browser: Browser;
  /** By the name of the path's parameter. */
  ids: Record<string, string>;
  /** What no answer to others may hold. */
  words: string[];
}

/** `word` is in the name of everything it has. */
export async function createTenant(url: string, word: string): Promise<Tenant> {
  const browser = createBrowser(url, { address: `192.0.2.${word.length + word.charCodeAt(0)}` });
  const mark = `tenant-${word}-${crypto.randomUUID()}`;
  const email = `${mark}@example.com`;
  const made = await browser.post('/api/auth/register', {
    email,
    password,
    name: mark,
    organization_name: mark,
  });
  await enrol(browser, { email, ticket: made.body['enrolment_token'] });
  const me = (await browser.get('/api/auth/me')).body as {
    user: { id: string };
    organization: { id: string };
  };
  const organization = `/api/organizations/${me.organization.id}`;
  const create = async (path: string, body: object): Promise<string> => {
    const { status, body: answer } = await browser.post(`${organization}${path}`, body);
    if (status !== 201) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    const made = answer as { id: string } & Partial<Record<'key' | 'webhook', { id: string }>>;
    return (made.key ?? made.webhook ?? made).id;
  };
  const appId = await create('/applications', { name: mark });
  await create(`/applications/${appId}/environments`, { name: word, protected: false });
  const keyId = await create(`/applications/${appId}/keys`, { kind: 'sdk', name: mark });
  const flag = await browser.post('/api/flags', { key: mark, name: mark, application_id: appId });
  const flagId = flag.body['id'] as string;
  const segment = await browser.post('/api/segments', { key: mark, name: mark });
  const segmentId = segment.body['id'] as string;
  const webhook = { url: `https://hooks.example.com/${mark}` };
  const webhookId = await create('/webhooks', webhook);
  const invitation = { email: `guest-${mark}@example.com`, role: 'VIEWER' };
  const invitationId = await create('/invitations', invitation);
  const sessions = (await browser.get('/api/auth/sessions')).body['sessions'] as { id: string }[];
  return {
    browser,
    ids: {
      org_id: me.organization.id,
      app_id: appId,
      name: word,
      key_id: keyId,
      user_id: me.user.id,
      invitation_id: invitationId,
      session_id: sessions[0]!.id,
      id: flagId,
      segment_id: segmentId,
      webhook_id: webhookId,
      version: '1',
    },
    words: [mark, me.organization.id, appId, keyId, flagId, segmentId, webhookId],
  };
}
