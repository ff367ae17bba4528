import type { FlagDetails } from '@halyard/contracts';
import { expect } from 'vitest';

import { useOrganization } from './use-organization.ts';

/** {@link useOrganization}, and short ways to make flags over HTTP and to ask as a release manager. */
export function useFlags() {
  const organization = useOrganization();
  const send = (request: string, body?: object, headers?: Readonly<Record<string, string>>) =>
    organization.ask(organization.members.RELEASE_MANAGER, request, body, headers);

  return {
    organization,
    send,
    /** A flag of the application, unless `fields` say otherwise. */
    async create(key: string, fields: object = {}): Promise<FlagDetails> {
      const { applicationId: application_id } = organization;
      const wanted = { key, name: key, application_id, ...fields };
      const { status, body } = await send('POST /api/flags', wanted);
      expect([status, body]).toEqual([201, expect.anything()]);
      return body as FlagDetails;
    },
    async get({ id }: { id: string }): Promise<FlagDetails> {
      return (await send(`GET /api/flags/${id}`)).body as FlagDetails;
    },
  };
}
