import { compileAttribute } from '../attributes.ts';
import { toIdentifier } from '../identity.ts';
import type { Input } from '../input.ts';
import { isMissing } from '../json.ts';
import type { Report } from '../problem.ts';

/** Reads what a context is bucketed by; `undefined` counts as no identifier. */
export type BucketedBy = (input: Input) => string | undefined;

/** The identifier of the context itself. */
export const byIdentifier: BucketedBy = ({ identifier }) => identifier;

/** The identifier, or an attribute that must then be there itself: nothing stands in for it. */
export function compileBy(by: unknown, field: string, report: Report): BucketedBy {
  if (isMissing(by)) return byIdentifier;
  if (typeof by !== 'string' || by === '') {
    report(field, 'the name of an attribute');
    return byIdentifier;
  }
  const read = compileAttribute(by);
  return (input) => toIdentifier(read(input));
}
