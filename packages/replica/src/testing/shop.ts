import { apiKeyHashText } from '@halyard/auth';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  createSegment,
  type Context,
  type CreateApiKeyInput,
} from '@halyard/domain';

export interface Shop {
  organizationId: string;
  applicationId: string;
}

/** Short ways to what tests need; a `reference` is how verbs name a thing. */
export const createShopVerbs = (ctx: Context) => ({
  async createShop(): Promise<Shop> {
    const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
    const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
    return { organizationId, applicationId };
  },
  createFlag: (shop: Shop, key: string, production: object = {}) =>
    createFlag(ctx, {
      ...shop,
      key,
      fields: { name: key, environments: { production: { enabled: true, ...production } } },
    }),
  /** Gives its reference. */
  async createSegment({ organizationId }: Shop, key: string) {
    const { id } = await createSegment(ctx, { organizationId, key, fields: { name: key } });
    return { organizationId, segmentId: id };
  },
  async createKey(shop: Shop, given: Partial<CreateApiKeyInput> = {}) {
    const named = { kind: 'sdk', name: 'K', tag: 't' } as const;
    const { id, secret } = await createApiKey(ctx, { ...shop, ...named, ...given });
    const reference = { organizationId: shop.organizationId, keyId: id };
    return { id, hash: apiKeyHashText(secret), reference };
  },
});
