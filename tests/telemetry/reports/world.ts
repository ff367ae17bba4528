import type { ClientReporter } from '@halyard/contracts';
import {
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';

/** A flag, and by what number ids of its evaluations in production name it. */
interface SentFlag {
  id: string;
  key: string;
  serial: number;
}

/** A client of one application. */
export interface Sender {
  organizationId: string;
  applicationId: string;
  reporter: ClientReporter;
  key: string;
  flags: readonly SentFlag[];
}

export interface WorldOptions {
  organizations: number;
  flags: number;
}

export const variations = Array.from({ length: 10 }, (_, index) => `variation-${index}`);
const reporters = ['trusted', 'public'] as const;

/**
 * Two clients of each of two applications of each organization; flags have the same keys everywhere,
 * and clients number their events alike.
 */
export async function createWorld(
  ctx: Context,
  { organizations, flags }: WorldOptions,
): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let n = 0; n < organizations; n++) {
    const { id: organizationId } = await createOrganization(ctx, { name: `Organization ${n}` });
    const places: Place[] = [];
    for (const name of ['shop', 'site']) {
      const { id: applicationId } = await createApplication(ctx, { organizationId, name });
      places.push({ organizationId, applicationId });
    }
    const sent: SentFlag[] = [];
    for (let flag = 0; flag < flags; flag++) sent.push(await addFlag(ctx, organizationId, flag));
    for (const place of places) {
      for (const reporter of reporters) {
        senders.push({ ...place, reporter, key: await addKey(ctx, place, reporter), flags: sent });
      }
    }
  }
  return senders;
}

type Place = Pick<Sender, 'organizationId' | 'applicationId'>;

async function addKey(ctx: Context, place: Place, reporter: ClientReporter): Promise<string> {
  const kind = reporter === 'trusted' ? 'server' : 'sdk';
  const { secret } = await createApiKey(ctx, { ...place, kind, name: reporter, tag: 'test' });
  return secret;
}

/** A flag of the enterprise, with Smart Insights. */
async function addFlag(ctx: Context, organizationId: string, n: number): Promise<SentFlag> {
  const key = `flag-${n}`;
  const { id, insight_serials: serials } = await createFlag(ctx, {
    organizationId,
    applicationId: null,
    key,
    fields: {
      name: key,
      environments: {
        production: { enabled: true, smart_insights: true },
        staging: { enabled: true },
        development: { enabled: true },
      },
      variations: variations.map((variation) => ({ key: variation, weight: 10 })),
    },
  });
  return { id, key, serial: serials!['production']! };
}
