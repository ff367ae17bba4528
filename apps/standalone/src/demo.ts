import { readFile, rename, writeFile } from 'node:fs/promises';

import { createAuditSigner, generateAuditKey } from '@halyard/auth';
import { regex } from '@halyard/core/re2js';
import type { Database } from '@halyard/database';
import {
  createApiKey,
  createApplication,
  createContext,
  createFlag,
  createOrganization,
  type Context,
} from '@halyard/domain';

/** The demo application's keys, kept readable to the owner only. */
export interface DemoKeys {
  sdk: string;
  server: string;
}

export const demoFlagKey = 'new-checkout';

const organizationName = 'Demo';
const applicationName = 'Web shop';

/**
 * Makes the demo organization on the first start and returns its keys; nothing when the database
 * belongs to somebody already. What an interrupted start left half made is completed.
 */
export async function ensureDemo(database: Database, file: string): Promise<DemoKeys | undefined> {
  const saved = await readKeys(file);
  if (isComplete(saved)) return saved;
  if (!saved && (await database.organization.count()) > 0) return undefined;

  const keys: Partial<DemoKeys> = saved ?? {};
  await writeKeys(file, keys);
  const ctx = createContext({
    database,
    actor: { kind: 'system' },
    client: {},
    hints: { statementFor: () => undefined, send: () => Promise.resolve() },
    auditSigner: createAuditSigner(generateAuditKey()),
    regex,
  });
  const application = await ensureApplication(ctx);
  await ensureFlag(ctx, application);
  for (const kind of ['sdk', 'server'] as const) {
    if (keys[kind] !== undefined) continue;
    const name = kind === 'sdk' ? 'Demo SDK key' : 'Demo server key';
    const { secret } = await createApiKey(ctx, { ...application, kind, name, tag: 'demo' });
    keys[kind] = secret;
    await writeKeys(file, keys);
  }
  return isComplete(keys) ? keys : undefined;
}

interface ApplicationReference {
  organizationId: string;
  applicationId: string;
}

async function ensureApplication(ctx: Context): Promise<ApplicationReference> {
  const organization =
    (await ctx.database.organization.findFirst({ where: { name: organizationName } })) ??
    (await createOrganization(ctx, { name: organizationName }));
  const organizationId = organization.id;
  const application =
    (await ctx.database.application.findFirst({
      where: { organizationId, name: applicationName },
    })) ?? (await createApplication(ctx, { organizationId, name: applicationName }));
  return { organizationId, applicationId: application.id };
}

async function ensureFlag(ctx: Context, application: ApplicationReference): Promise<void> {
  const where = { ...application, key: demoFlagKey };
  if (await ctx.database.flag.findFirst({ where })) return;
  await createFlag(ctx, {
    ...where,
    fields: {
      name: 'New checkout',
      description: 'The new checkout flow.',
      environments: {
        development: { enabled: true },
        staging: { enabled: true },
        production: { enabled: true },
      },
    },
  });
}

const isComplete = (keys: Partial<DemoKeys> | undefined): keys is DemoKeys =>
  keys?.sdk !== undefined && keys.server !== undefined;

async function readKeys(file: string): Promise<Partial<DemoKeys> | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<DemoKeys>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeKeys(file: string, keys: Partial<DemoKeys>): Promise<void> {
  const temporary = `${file}.new`;
  await writeFile(temporary, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, file);
}
