import { describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();
const { at } = organization;
const member = (userId: string) => at(`/members/${userId}`);

describe('members', () => {
  test('are listed, get other roles and are removed', async () => {
    const { ask, members } = organization;
    const { userId } = members.VIEWER;
    expect((await ask(members.VIEWER, `GET ${at('/members')}`)).body).toMatchObject({
      members: [{ role: 'ADMIN' }, { role: 'DEVELOPER' }, { role: 'OWNER' }, {}, {}],
      total: 5,
    });
    const changed = await ask(members.ADMIN, `PATCH ${member(userId)}`, { role: 'DEVELOPER' });
    expect(changed).toMatchObject({ status: 200, body: { user_id: userId, role: 'DEVELOPER' } });
    const remove = `DELETE ${member(userId)}`;
    expect(await ask(members.ADMIN, remove)).toMatchObject({ status: 204 });
    expect(await ask(members.ADMIN, remove)).toMatchObject({ status: 404 });
  });

  test('leave, but do not remove others', async () => {
    const { ask, members } = organization;
    const { VIEWER, DEVELOPER } = members;
    const others = await ask(VIEWER, `DELETE ${member(DEVELOPER.userId)}`);
    expect(others).toMatchObject({ status: 403 });
    expect(await ask(VIEWER, `DELETE ${member(VIEWER.userId)}`)).toMatchObject({ status: 204 });
  });

  test('are owners by owners alone, and one of them stays', async () => {
    const { ask, members } = organization;
    const { OWNER, ADMIN } = members;
    const toOwner = { role: 'OWNER' };
    expect(await ask(ADMIN, `PATCH ${member(ADMIN.userId)}`, toOwner)).toMatchObject({
      status: 403,
    });
    expect(await ask(ADMIN, `DELETE ${member(OWNER.userId)}`)).toMatchObject({ status: 403 });
    const last = await ask(OWNER, `DELETE ${member(OWNER.userId)}`);
    expect(last).toMatchObject({ status: 409, body: { error: 'conflict' } });
    const stepDown = await ask(OWNER, `PATCH ${member(OWNER.userId)}`, { role: 'ADMIN' });
    expect(stepDown).toMatchObject({ status: 409 });
  });

  test('get no role that is none', async () => {
    const { ask, members } = organization;
    const refused = await ask(members.ADMIN, `PATCH ${member(members.VIEWER.userId)}`, {
      role: 'KING',
    });
    expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'role' }] } });
  });

  test('of another organization are not found', async () => {
    const { ask, members, createOther } = organization;
    const { userId } = (await createOther()).members.VIEWER;
    expect(await ask(members.OWNER, `DELETE ${member(userId)}`)).toMatchObject({ status: 404 });
    const changed = await ask(members.OWNER, `PATCH ${member(userId)}`, { role: 'ADMIN' });
    expect(changed).toMatchObject({ status: 404 });
  });
});

describe('an invitation', () => {
  const invitations = (path = '') => at(`/invitations${path}`);
  const invite = (body: object) =>
    organization.ask(organization.members.ADMIN, `POST ${invitations()}`, body);
  const ada = { email: 'Ada@Example.com', role: 'DEVELOPER' };

  test('goes out by mail, whose token nobody else sees', async () => {
    const { ask, members, mailbox } = organization;
    const { status, body } = await invite(ada);
    expect([status, body['email'], body['invited_by']]).toEqual([
      201,
      'ada@example.com',
      members.ADMIN.userId,
    ]);
    const mail = mailbox.mails.at(-1);
    expect(mail).toMatchObject({
      kind: 'invitation',
      to: 'ada@example.com',
      organization: 'Acme',
      inviter: members.ADMIN.email,
    });
    const listed = await ask(members.ADMIN, `GET ${invitations()}`);
    expect(listed.body).toEqual({ invitations: [body], total: 1 });
    expect(JSON.stringify([body, listed.body])).not.toContain(mail?.token ?? 'a token');
  });

  test('replaces an earlier one, and is taken back', async () => {
    const { ask, members } = organization;
    await invite(ada);
    const { body } = await invite({ ...ada, role: 'VIEWER' });
    const list = () => ask(members.ADMIN, `GET ${invitations()}`);
    expect((await list()).body).toEqual({ invitations: [body], total: 1 });
    const revoke = `DELETE ${invitations(`/${String(body['id'])}`)}`;
    expect(await ask(members.ADMIN, revoke)).toMatchObject({ status: 204 });
    expect(await ask(members.ADMIN, revoke)).toMatchObject({ status: 404 });
    expect((await list()).body).toEqual({ invitations: [], total: 0 });
  });

  test('to a member is a conflict, to no address is refused, to be an owner forbidden', async () => {
    const { email } = organization.members.VIEWER;
    expect(await invite({ email, role: 'ADMIN' })).toMatchObject({ status: 409 });
    expect(await invite({ ...ada, email: 'ada' })).toMatchObject({
      status: 400,
      body: { details: [{ field: 'email' }] },
    });
    expect(await invite({ ...ada, role: 'OWNER' })).toMatchObject({ status: 403 });
  });
});
