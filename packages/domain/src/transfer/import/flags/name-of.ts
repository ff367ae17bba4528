import type { FlagDocument } from '@halyard/contracts';

/** How a document tells flags apart. */
export const nameOf = ({ scope, key }: Pick<FlagDocument, 'scope' | 'key'>): string =>
  `${scope} ${key}`;
