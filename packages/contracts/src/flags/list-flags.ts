import { z } from 'zod';

import { EnvironmentFields } from '../inputs/environment-fields.ts';
import { pageLimit } from '../inputs/page-limit.ts';
import { refuseUnstorable } from '../inputs/storable.ts';
import { longText } from '../inputs/text.ts';
import { FlagReferenceQuery } from './flag-reference.ts';

const sorts = ['created_at', 'updated_at', 'key', 'name'] as const;

/** Which flags, in which order, and which page of them. What is said twice or more holds at once. */
export const ListFlagsQuery = z
  .strictObject({
    status: z
      .enum(['active', 'archived', 'all'], 'active, archived or all')
      .default('active')
      .describe('Those that are in use where it is left out.'),
    ...FlagReferenceQuery.shape,
    environment: EnvironmentFields.shape.name
      .optional()
      .describe('Of an environment: with `enabled` its switch, else that the flag names it.'),
    enabled: z
      .enum(['true', 'false'], 'true or false')
      .optional()
      .describe('The switch in `environment`; off where the flag does not name it.'),
    tag: z
      .array(longText(64))
      .max(50, 'at most 50')
      .default([])
      .describe('Given more than once: all of them.'),
    created_by: z.uuid('the id of a user').optional(),
    search: longText(200)
      .optional()
      .describe('Part of the key, the name or the description, in any case.'),
    sort: z.enum(sorts, `one of ${sorts.join(', ')}`).default('created_at'),
    order: z
      .enum(['asc', 'desc'], 'asc or desc')
      .optional()
      .describe('Times go from the newest, texts from A to Z, where it is left out.'),
    limit: pageLimit(50, 200),
    cursor: z.string().optional().describe('`next_cursor` of the page before, of the same list.'),
  })
  .superRefine(refuseUnstorable)
  .superRefine(({ environment, enabled }, { addIssue }) => {
    if (environment !== undefined || enabled === undefined) return;
    const message = 'given beside enabled: the name of an environment';
    addIssue({ code: 'custom', path: ['environment'], message });
  });
export type ListFlagsQuery = z.infer<typeof ListFlagsQuery>;
