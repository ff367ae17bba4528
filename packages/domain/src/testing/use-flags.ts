import type { FlagDocument } from '@halyard/contracts';
import { beforeEach } from 'vitest';

import { createFlag } from '../flags/create.ts';
import { updateFlag } from '../flags/update.ts';
import type { JsonObject } from '../json.ts';
import { useShop, type Shop } from './use-shop.ts';

/** How verbs name a flag. */
export const refer = ({ organization_id, id }: FlagDocument) => ({
  organizationId: organization_id,
  flagId: id,
});

/** Fields of a flag that is on in production, with more said of that environment. */
export const onInProduction = (more: JsonObject = {}) => ({
  environments: { production: { enabled: true, ...more } },
});

/** A new organization for every test, and short ways to write its flags and read what was kept. */
export function useFlags() {
  const shop = useShop();
  let here: Shop;
  beforeEach(async () => {
    here = await shop.create();
  });
  return {
    shop,
    here: () => here,
    create: (key: string, fields: JsonObject = {}, applicationId?: string | null) =>
      createFlag(shop.ctx, {
        organizationId: here.organizationId,
        applicationId: applicationId === undefined ? here.applicationId : applicationId,
        key,
        fields: { name: key, ...fields },
      }),
    patch: (flag: FlagDocument, fields: JsonObject, more: object = {}) =>
      updateFlag(shop.ctx, { ...refer(flag), change: { patch: fields }, ...more }),
    /** Everything that is kept of the organization's changes, oldest first. */
    async history() {
      const where = { organizationId: here.organizationId };
      const [changes, audit, head] = await Promise.all([
        shop.database.change.findMany({ where, orderBy: { seq: 'asc' } }),
        shop.database.auditEntry.findMany({ where, orderBy: { seq: 'asc' } }),
        shop.database.changeHead.findUniqueOrThrow({ where }),
      ]);
      return { changes, audit, head };
    },
  };
}
