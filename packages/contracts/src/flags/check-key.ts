import { z } from 'zod';

import { FlagReferenceQuery } from './flag-reference.ts';

/** Which key, and where a flag would have it: in an application, or in the enterprise. */
export const CheckFlagKeyQuery = FlagReferenceQuery.extend({
  key: z.string('a text'),
}).superRefine(({ scope, application_id: id }, { addIssue }) => {
  const isEnterprise = scope === 'enterprise';
  if (isEnterprise !== (id === undefined)) {
    const message = isEnterprise
      ? 'left out beside scope=enterprise'
      : 'the id of an application, or scope=enterprise in its place';
    addIssue({ code: 'custom', path: ['application_id'], message });
  }
});
export type CheckFlagKeyQuery = z.infer<typeof CheckFlagKeyQuery>;

/** An active flag of the same key in the other scope. */
const Namesake = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  application_id: z.uuid().nullable(),
});

/** Whether a flag can be made under a key, and what it would stand in front of. */
export const FlagKeyCheck = z.strictObject({
  key: z.string(),
  /** Whether it looks like a key. */
  is_valid: z.boolean(),
  /** Whether it is valid, and no flag of that scope has it; archived flags keep theirs. */
  is_available: z.boolean(),
  /** Why it cannot be used; left out where it can be. */
  problem: z.string().optional(),
  /** The enterprise flag that the application would not get any more. */
  shadows: Namesake.optional(),
  /** The flags whose applications would not get the enterprise flag. */
  shadowed_by: z.array(Namesake).optional(),
});
export type FlagKeyCheck = z.infer<typeof FlagKeyCheck>;
