import type { FlagDocument } from '@halyard/contracts';

import type { Context } from '../../context/context.ts';
import { fieldsOf } from '../document/fields.ts';
import type { FlagReference } from '../stored/lock.ts';
import { updateFlag } from '../update.ts';

export interface TagFlagInput extends FlagReference {
  add?: readonly string[];
  remove?: readonly string[];
  reason?: string;
}

/** Adds tags to a flag and takes others from it; one that is there already is not added again. */
export const tagFlag = (
  ctx: Context,
  { add = [], remove = [], ...input }: TagFlagInput,
): Promise<FlagDocument> =>
  updateFlag(ctx, {
    ...input,
    change: {
      revise: (_tx, flag) => {
        const gone = new Set(remove);
        const tags = new Set([...flag.tags.filter((tag) => !gone.has(tag)), ...add]);
        return { ...fieldsOf(flag), tags: [...tags] };
      },
    },
  });
