import { createFlag } from '@halyard/domain';
import { describe, expect, test } from 'vitest';

import { useOrganization } from '../testing/use-organization.ts';

const organization = useOrganization();
const { at } = organization;
const all = () => at('/applications');
const one = (path = '') => at(`/applications/${organization.applicationId}${path}`);
const asAdmin = (request: string, body?: object) =>
  organization.ask(organization.members.ADMIN, request, body);

describe('an application', () => {
  test('is made, renamed, listed and deleted', async () => {
    const made = await asAdmin(`POST ${all()}`, { name: 'App' });
    expect(made).toMatchObject({ status: 201, body: { name: 'App', environments: [{}, {}, {}] } });
    const path = `${all()}/${String(made.body['id'])}`;
    expect((await asAdmin(`PATCH ${path}`, { name: 'Other' })).body).toMatchObject({
      id: made.body['id'],
      name: 'Other',
    });
    expect((await asAdmin(`GET ${all()}`)).body).toMatchObject({
      applications: [{ name: 'Other' }, { name: 'Shop' }],
      total: 2,
    });
    expect(await asAdmin(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(await asAdmin(`GET ${path}`)).toMatchObject({ status: 404 });
    expect(await asAdmin(`DELETE ${path}`)).toMatchObject({ status: 404 });
  });

  test('with a name that another has is a conflict', async () => {
    expect(await asAdmin(`POST ${all()}`, { name: 'Shop' })).toMatchObject({ status: 409 });
    await asAdmin(`POST ${all()}`, { name: 'App' });
    expect(await asAdmin(`PATCH ${one()}`, { name: 'App' })).toMatchObject({ status: 409 });
  });

  test('without a name is refused', async () => {
    for (const request of [`POST ${all()}`, `PATCH ${one()}`]) {
      const refused = await asAdmin(request, { name: '' });
      expect(refused).toMatchObject({ status: 400, body: { details: [{ field: 'name' }] } });
    }
  });

  test('of another organization is not found, nor what is in it', async () => {
    const { applicationId } = await organization.createOther();
    const path = `${all()}/${applicationId}`;
    for (const request of [
      `GET ${path}`,
      `DELETE ${path}`,
      `GET ${path}/environments`,
      `GET ${path}/environments/production`,
      `GET ${path}/environments/production/deletion`,
      `DELETE ${path}/environments/production`,
      `GET ${path}/keys`,
    ]) {
      expect(await asAdmin(request)).toMatchObject({ status: 404 });
    }
    const key = { kind: 'sdk', name: 'K' };
    expect(await asAdmin(`POST ${path}/keys`, key)).toMatchObject({ status: 404 });
    expect(await asAdmin(`PATCH ${path}`, { name: 'X' })).toMatchObject({ status: 404 });
  });
});

describe('an environment', () => {
  const named = (name: string) => one(`/environments/${name}`);

  test('is made, protected, listed and deleted', async () => {
    const made = await asAdmin(`POST ${one('/environments')}`, { name: 'qa' });
    const off = { protected: false, smart_insights: false };
    expect(made).toMatchObject({ status: 201, body: { name: 'qa', ...off } });
    const changed = await asAdmin(`PATCH ${named('qa')}`, { protected: true });
    expect(changed.body).toMatchObject({ name: 'qa', protected: true });
    const both = await asAdmin(`PATCH ${named('qa')}`, { smart_insights: true });
    expect(both.body).toMatchObject({ protected: true, smart_insights: true });
    expect((await asAdmin(`GET ${named('qa')}`)).body).toEqual(both.body);
    expect((await asAdmin(`GET ${one('/environments')}`)).body).toMatchObject({ total: 4 });
    expect(await asAdmin(`DELETE ${named('qa')}`)).toMatchObject({ status: 204 });
    expect(await asAdmin(`GET ${named('qa')}`)).toMatchObject({ status: 404 });
  });

  test('that is there already is a conflict, one that cannot be is refused', async () => {
    const make = (body: object) => asAdmin(`POST ${one('/environments')}`, body);
    expect(await make({ name: 'staging' })).toMatchObject({ status: 409 });
    expect(await make({ name: 'a b' })).toMatchObject({ status: 400 });
    expect(await asAdmin(`PATCH ${named('staging')}`, {})).toMatchObject({ status: 400 });
    expect(await asAdmin(`PATCH ${named('qa')}`, { protected: true })).toMatchObject({
      status: 404,
    });
    expect(await asAdmin(`GET ${named('a%00')}/deletion`)).toMatchObject({ status: 404 });
  });

  test('tells beforehand what its deletion would do', async () => {
    const { ctx, organizationId, applicationId } = organization;
    const create = (key: string, environments: object) =>
      createFlag(ctx, {
        organizationId,
        applicationId,
        key,
        fields: { name: key, environments },
      });
    await create('on', { staging: { enabled: true }, production: { enabled: false } });
    await create('elsewhere', { production: { enabled: true } });
    const key = { kind: 'sdk', name: 'Web', environment: 'staging' };
    const { body: bound } = await asAdmin(`POST ${one('/keys')}`, key);
    const preview = () => asAdmin(`GET ${named('staging')}/deletion`);
    const { id } = bound['key'] as { id: string };
    const { body } = await preview();
    expect(body).toMatchObject({ is_possible: false, keys: [{ id, name: 'Web' }] });
    expect(body['flags']).toContainEqual(expect.objectContaining({ key: 'on', enabled: true }));
    expect(await asAdmin(`DELETE ${named('staging')}`)).toMatchObject({ status: 409 });
    await asAdmin(`DELETE ${one(`/keys/${id}`)}`);
    expect((await preview()).body).toMatchObject({ is_possible: true, keys: [] });
    expect(await asAdmin(`DELETE ${named('staging')}`)).toMatchObject({ status: 204 });
  });
});
