import { asJson, cut } from '../words/values.ts';
import type { Compare } from './compare.ts';
import { differenceAt } from './difference-at.ts';

/** A comparison of lists of texts: which are new and which are gone. */
export const texts: Compare = (place, before, after) =>
  differenceAt(place, before, after, () => {
    const [was, is] = [textsOf(before), textsOf(after)];
    const changed = [
      ...[...is].filter((text) => !was.has(text)).map((text) => `+ ${text}`),
      ...[...was].filter((text) => !is.has(text)).map((text) => `− ${text}`),
    ];
    return changed.length > 0 ? cut(changed.join(', ')) : `${asJson(before)} → ${asJson(after)}`;
  });

const textsOf = (list: unknown): Set<string> =>
  new Set(Array.isArray(list) ? list.map(String) : []);
