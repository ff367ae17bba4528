import * as examples from '../../examples/flags.ts';
import * as change from '../../flags/change-flag.ts';
import { CheckFlagKeyQuery, FlagKeyCheck } from '../../flags/check-key.ts';
import { CreateFlagRequest } from '../../flags/create-flag.ts';
import { FlagDetails } from '../../flags/flag-details.ts';
import { FlagReferenceQuery } from '../../flags/flag-reference.ts';
import { FlagPage } from '../../flags/flag-summary.ts';
import {
  FlagVersionDetails,
  FlagVersionList,
  GetFlagVersionQuery,
  ListFlagVersionsQuery,
} from '../../flags/flag-versions.ts';
import { ListFlagsQuery } from '../../flags/list-flags.ts';
import type { Route } from '../route.ts';

const maxBytes = 1024 * 1024;

const common = { service: 'control', origins: 'same', access: 'token' } as const;

const flags = '/api/flags';
const flag = `${flags}/:id` as const;

/** What people do to flags, one at a time. `:id` is a flag's id or its key. */
export const flagRoutes = [
  {
    ...common,
    method: 'POST',
    path: flags,
    can: 'flag:create',
    summary: 'Makes a flag.',
    body: { schema: CreateFlagRequest, maxBytes },
    takesIdempotencyKey: true,
    example: examples.createFlag,
    answers: { 201: FlagDetails },
  },
  {
    ...common,
    method: 'GET',
    path: flags,
    can: 'flag:read',
    summary: 'Lists flags, a page at a time.',
    query: ListFlagsQuery,
    example: examples.listFlags,
    answers: { 200: FlagPage },
  },
  {
    ...common,
    method: 'GET',
    path: `${flags}/check-key`,
    can: 'flag:read',
    summary: 'Tells whether a flag can be made under a key.',
    query: CheckFlagKeyQuery,
    example: examples.checkFlagKey,
    answers: { 200: FlagKeyCheck },
  },
  {
    ...common,
    method: 'GET',
    path: flag,
    can: 'flag:read',
    summary: 'Gives a flag in full.',
    query: FlagReferenceQuery,
    hasVersion: true,
    example: examples.getFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'PUT',
    path: flag,
    can: 'flag:update',
    summary: 'Replaces what a flag says.',
    query: FlagReferenceQuery,
    body: { schema: change.ReplaceFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.replaceFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'PATCH',
    path: flag,
    can: 'flag:update',
    summary: 'Changes a flag by a JSON merge patch.',
    query: FlagReferenceQuery,
    body: { schema: change.PatchFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.patchFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'DELETE',
    path: flag,
    can: 'flag:delete',
    summary: 'Deletes a flag and its versions for good.',
    query: change.DeleteFlagQuery,
    hasVersion: true,
    example: examples.deleteFlag,
    answers: { 204: null },
  },
  {
    ...common,
    method: 'POST',
    path: `${flag}/toggle`,
    can: 'flag:toggle',
    summary: 'Sets the switch of a flag in one environment.',
    query: FlagReferenceQuery,
    body: { schema: change.ToggleFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.toggleFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'POST',
    path: `${flag}/archive`,
    can: 'flag:archive',
    summary: 'Puts a flag away: it is no longer evaluated, its key stays taken.',
    query: FlagReferenceQuery,
    body: { schema: change.ArchiveFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.archiveFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'POST',
    path: `${flag}/restore`,
    can: 'flag:restore',
    summary: 'Takes an archived flag back into use.',
    query: FlagReferenceQuery,
    body: { schema: change.ArchiveFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.restoreFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'POST',
    path: `${flag}/rollback`,
    can: 'flag:roll_back',
    summary: 'Makes a new version with the content of an old one.',
    query: FlagReferenceQuery,
    body: { schema: change.RollBackFlagRequest, maxBytes },
    hasVersion: true,
    example: examples.rollBackFlag,
    answers: { 200: FlagDetails },
  },
  {
    ...common,
    method: 'GET',
    path: `${flag}/versions`,
    can: 'flag:read',
    summary: 'Lists the versions of a flag, the newest first, with what each changed.',
    query: ListFlagVersionsQuery,
    example: examples.listFlagVersions,
    answers: { 200: FlagVersionList },
  },
  {
    ...common,
    method: 'GET',
    path: `${flag}/versions/:version`,
    can: 'flag:read',
    summary: 'Gives a flag as it was in a version, and what differs from another one.',
    query: GetFlagVersionQuery,
    example: examples.getFlagVersion,
    answers: { 200: FlagVersionDetails },
  },
] as const satisfies readonly Route[];
