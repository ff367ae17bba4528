import { expect, test } from 'vitest';

import { useDomain } from '../fixtures/use-domain.ts';
import { createOrganization } from './create.ts';

const domain = useDomain();

test.each(['VIEWER', 'OWNER'] as const)(
  'no organization is made by a %s of another',
  async (role) => {
    const before = await domain.database.organization.count();
    const refused = createOrganization(domain.asMember(role), { name: 'X' });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    expect(await domain.database.organization.count()).toBe(before);
  },
);
