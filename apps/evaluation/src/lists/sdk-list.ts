import type { FlagList, ListedFlag } from '@halyard/contracts';
import type { Flag, Listed } from '@halyard/core';

import { inOrder } from '../answers/in-order.ts';
import { collectFlags } from './collect-flags.ts';
import type { Audience, ListKind } from './list-reader.ts';
import { readEnvironments, readVariations } from './read-flag.ts';

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
    environments: inOrder(toEnvironments(flag, audience)),
    variations: readVariations(flag).map(({ configuration: carried, ...variation }) => ({
      ...variation,
      ...(audience.seesRules && carried && { configuration: inOrder(carried) }),
    })),
    ...(configuration && { configuration: inOrder(configuration) }),
    version: flag.version,
  };
}

const toEnvironments = (flag: Flag, { bound, seesRules }: Audience): ListedFlag['environments'] =>
  Object.fromEntries(
    readEnvironments(flag)
      .filter(([name]) => bound === null || name === bound)
      .map(([name, environment]) => [name, seesRules ? environment : withoutRules(environment)]),
  );

const withoutRules = ({
  enabled,
  rollout_percentage,
}: ListedFlag['environments'][string]): ListedFlag['environments'][string] => ({
  enabled,
  rollout_percentage,
});
