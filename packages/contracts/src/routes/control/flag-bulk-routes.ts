import * as examples from '../../examples/flags-in-bulk.ts';
import { ChangeFlagsRequest } from '../../flags-in-bulk/change-flags.ts';
import { ChangedFlags } from '../../flags-in-bulk/changed-flags.ts';
import {
  CopyEnvironmentRequest,
  CopyFlagEnvironmentRequest,
} from '../../flags-in-bulk/copy-environment.ts';
import { FlagDetails } from '../../flags/flag-details.ts';
import { FlagReferenceQuery } from '../../flags/flag-reference.ts';
import type { Route } from '../route.ts';

const maxBytes = 1024 * 1024;

const common = { service: 'control', origins: 'same', access: 'token', method: 'POST' } as const;

/** What people do to many flags at once, or to many fields of one. */
export const flagBulkRoutes = [
  {
    ...common,
    path: '/api/flags/bulk',
    can: 'flag:update',
    summary: 'Toggles, archives, restores or tags flags, each on its own.',
    body: { schema: ChangeFlagsRequest, maxBytes },
    example: examples.changeFlags,
    answers: { 200: ChangedFlags },
  },
  {
    ...common,
    path: '/api/flags/:id/environments/:name/copy',
    can: 'flag:update',
    summary:
      "Gives a flag's environment what another one has, but for its switch unless that is said.",
    query: FlagReferenceQuery,
    body: { schema: CopyFlagEnvironmentRequest, maxBytes },
    hasVersion: true,
    example: examples.copyFlagEnvironment,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    path: '/api/organizations/:org_id/applications/:app_id/environments/:name/copy',
    can: 'flag:update',
    summary:
      "Gives an environment the configuration of another one, in all of its application's flags.",
    body: { schema: CopyEnvironmentRequest, maxBytes },
    example: examples.copyEnvironment,
    answers: { 200: ChangedFlags },
  },
] as const satisfies readonly Route[];
