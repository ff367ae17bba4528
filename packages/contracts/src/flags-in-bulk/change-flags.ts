import { z } from 'zod';

import { FlagReferenceQuery } from '../flags/flag-reference.ts';
import { ChangeReason } from '../inputs/change-reason.ts';
import { text } from '../inputs/text.ts';
import { yesOrNo } from '../inputs/yes-or-no.ts';

const mostFlags = 200;
const expected = `a list of 1 to ${mostFlags} flags, each by its id or its key`;

const Tags = z.array(text(64), 'a list of texts').max(50, 'at most 50').optional();

/** One thing to be done to many flags, each on its own. */
export const ChangeFlagsRequest = z
  .strictObject({
    /** By id or key; a key that several flags have is decided by `application_id` or `scope`. */
    flags: z
      .array(z.string(expected).min(1, expected).max(128, expected), expected)
      .min(1, expected)
      .max(mostFlags, expected),
    action: z.enum(['toggle', 'archive', 'restore', 'tag'], 'toggle, archive, restore or tag'),
    /** Of `toggle`: where … */
    environment: z.string('the name of an environment').optional(),
    /** … and what the switch is set to. */
    enabled: yesOrNo.optional(),
    /** Of `tag`. */
    add_tags: Tags,
    remove_tags: Tags,
    ...FlagReferenceQuery.shape,
    ...ChangeReason.shape,
  })
  .superRefine((request, { addIssue }) => {
    for (const [field, message] of problemsOf(request)) {
      addIssue({ code: 'custom', path: [field], message });
    }
  });
export type ChangeFlagsRequest = z.infer<typeof ChangeFlagsRequest>;

interface Said {
  action: string;
  environment?: string | undefined;
  enabled?: boolean | undefined;
  add_tags?: readonly string[] | undefined;
  remove_tags?: readonly string[] | undefined;
}

/** What an action takes must be there; what it does not take must not. */
function problemsOf({ action, environment, enabled, add_tags, remove_tags }: Said) {
  const problems: [field: string, expected: string][] = [];
  const isToggle = action === 'toggle';
  const isTag = action === 'tag';
  for (const [field, value] of Object.entries({ environment, enabled })) {
    if (isToggle !== (value !== undefined)) {
      problems.push([field, isToggle ? 'set for a toggle' : 'left out but for a toggle']);
    }
  }
  for (const [field, value] of Object.entries({ add_tags, remove_tags })) {
    if (!isTag && value !== undefined) problems.push([field, 'left out but for tag']);
  }
  if (isTag && !add_tags?.length && !remove_tags?.length) {
    problems.push(['add_tags', 'tags to add, or remove_tags to take away']);
  }
  return problems;
}
