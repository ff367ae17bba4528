import type { Context } from '@halyard/domain';
import {
  archiveFlag,
  changeSegmentMembers,
  createApiKey,
  createApplication,
  createFlag,
  createOrganization,
  createSegment,
} from '@halyard/domain';

import { demoApplications, demoFlags, type DemoFlag } from './flags.ts';
import { readDemoKeys, writeDemoKeys, type DemoKeys } from './keys.ts';
import { demoSegments } from './segments.ts';

const organizationName = 'Demo';

/** Ids of the demo's applications by name. */
type Applications = ReadonlyMap<string, string>;

/**
 * Makes the demo organization on the first start and returns its keys; nothing when the database
 * belongs to somebody already. What an interrupted start left half made is completed.
 */
export async function ensureDemo(ctx: Context, file: string): Promise<DemoKeys | undefined> {
  const saved = await readDemoKeys(file);
  if (isComplete(saved)) return saved;
  if (!saved && (await ctx.database.organization.count()) > 0) return undefined;

  const keys: Partial<DemoKeys> = saved ?? {};
  await writeDemoKeys(file, keys);
  const organizationId = await ensureOrganization(ctx);
  const applications = await ensureApplications(ctx, organizationId);
  await ensureSegments(ctx, organizationId);
  for (const flag of demoFlags) await ensureFlag(ctx, organizationId, applications, flag);
  const applicationId = applications.get(demoApplications[0])!;
  for (const kind of ['sdk', 'server'] as const) {
    if (keys[kind] !== undefined) continue;
    const name = kind === 'sdk' ? 'Demo SDK key' : 'Demo server key';
    const input = { organizationId, applicationId, kind, name, tag: 'demo' };
    keys[kind] = (await createApiKey(ctx, input)).secret;
    await writeDemoKeys(file, keys);
  }
  return isComplete(keys) ? keys : undefined;
}

const isComplete = (keys: Partial<DemoKeys> | undefined): keys is DemoKeys =>
  keys?.sdk !== undefined && keys.server !== undefined;

async function ensureOrganization(ctx: Context): Promise<string> {
  const found = await ctx.database.organization.findFirst({ where: { name: organizationName } });
  return (found ?? (await createOrganization(ctx, { name: organizationName }))).id;
}

async function ensureApplications(ctx: Context, organizationId: string): Promise<Applications> {
  const ids = new Map<string, string>();
  for (const name of demoApplications) {
    const found = await ctx.database.application.findFirst({ where: { organizationId, name } });
    ids.set(name, (found ?? (await createApplication(ctx, { organizationId, name }))).id);
  }
  return ids;
}

async function ensureSegments(ctx: Context, organizationId: string): Promise<void> {
  for (const { key, included, ...fields } of demoSegments) {
    const found = await ctx.database.segment.findFirst({ where: { organizationId, key } });
    const { id: segmentId } = found ?? (await createSegment(ctx, { organizationId, key, fields }));
    if (included.length === 0) continue;
    await changeSegmentMembers(ctx, {
      organizationId,
      segmentId,
      included: { add: [...included] },
    });
  }
}

async function ensureFlag(
  ctx: Context,
  organizationId: string,
  applications: Applications,
  flag: DemoFlag,
): Promise<void> {
  const { key, application, requires } = flag;
  const applicationId = application && applications.get(application)!;
  const where = { organizationId, applicationId };
  const find = (flagKey: string) =>
    ctx.database.flag.findFirst({ where: { ...where, key: flagKey } });
  const fields =
    requires === undefined
      ? flag.fields
      : withPrerequisite(flag.fields, (await find(requires))!.id);
  const found = (await find(key)) ?? (await createFlag(ctx, { ...where, key, fields }));
  if (flag.isArchived) await archiveFlag(ctx, { organizationId, flagId: found.id });
}

/** The same fields, with a flag that must be on in every environment. */
function withPrerequisite(fields: DemoFlag['fields'], flag: string): DemoFlag['fields'] {
  const environments = Object.entries(fields['environments'] as Record<string, object>).map(
    ([name, environment]) => [name, { ...environment, prerequisites: [{ flag }] }],
  );
  return { ...fields, environments: Object.fromEntries(environments) as object };
}
