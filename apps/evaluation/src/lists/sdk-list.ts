import type { FlagList, ListedFlag } from '@halyard/contracts';
import { effectiveRollout, type FlagEnvironment, type Listed } from '@halyard/core';

import { collectFlags } from './collect-flags.ts';
import type { Audience, ListKind } from './list-reader.ts';

/** `GET /api/sdk/flags` */
export const sdkFlags: ListKind<Listed> = {
  name: 'sdk',
  defaultEnvironment: 'development',
  collect: collectFlags,
  write: (listed, audience) => JSON.stringify(toListedFlag(listed, audience)),
  enclose: (flags, { organizationId, applicationId }) =>
    enclose(flags, { organization_id: organizationId, application_id: applicationId }),
};

/** `GET /api/sdk/enterprise-flags` */
export const sdkEnterpriseFlags: ListKind<Listed> = {
  ...sdkFlags,
  name: 'sdk-enterprise',
  collect: (organization, audience, nowMs) => {
    const { items, until } = collectFlags(organization, audience, nowMs);
    return { items: items.filter(({ flag }) => flag.application_id === null), until };
  },
  enclose: (flags, { organizationId }) =>
    enclose(flags, { organization_id: organizationId, application_id: null }),
};

const enclose = (flags: readonly string[], of: Omit<FlagList, 'flags' | 'count'>): string =>
  `{"flags":[${flags.join(',')}],"count":${flags.length},${JSON.stringify(of).slice(1)}`;

function toListedFlag({ flag, enabled, configuration }: Listed, audience: Audience): ListedFlag {
  return {
    key: flag.key,
    enabled,
    scope: flag.application_id === null ? 'enterprise' : 'application',
    environments: toEnvironments(flag.environments, audience),
    variations: (flag.variations ?? []).map(({ key, weight = 1, configuration: carried }) => ({
      key,
      weight,
      ...(audience.seesRules && carried && { configuration: carried }),
    })),
    ...(configuration && { configuration }),
    version: flag.version,
  };
}

const toEnvironments = (
  environments: Readonly<Record<string, FlagEnvironment>>,
  { bound, seesRules }: Audience,
): ListedFlag['environments'] =>
  Object.fromEntries(
    Object.entries(environments)
      .filter(([name]) => bound === null || name === bound)
      .map(([name, environment]) => [name, toEnvironment(environment, seesRules)]),
  );

function toEnvironment(
  environment: FlagEnvironment,
  seesRules: boolean,
): ListedFlag['environments'][string] {
  const { enabled, targeting, rules } = environment;
  const shown = { enabled, rollout_percentage: effectiveRollout(environment) };
  if (!seesRules) return shown;
  // They are JSON; the engine's types say more of them than a list promises.
  return {
    ...shown,
    ...(targeting && { targeting: targeting as unknown as Record<string, unknown> }),
    ...(rules && { rules: rules as unknown as Record<string, unknown>[] }),
  };
}
