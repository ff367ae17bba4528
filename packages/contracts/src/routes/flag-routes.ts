import * as examples from '../examples/flags.ts';
import { CreateFlagRequest } from '../flags/create-flag.ts';
import { FlagDetails } from '../flags/flag-details.ts';
import { FlagReferenceQuery } from '../flags/flag-reference.ts';
import type { Route } from './route.ts';

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
    path: flag,
    can: 'flag:read',
    summary: 'Gives a flag in full.',
    query: FlagReferenceQuery,
    hasVersion: true,
    example: examples.getFlag,
    answers: { 200: FlagDetails },
  },
] as const satisfies readonly Route[];
