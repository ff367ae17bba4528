import { withoutInstants } from '../flags/schedule.ts';
import { isObject, own } from '../json.ts';
import { normaliseEnvironment } from './environment.ts';
import { withFields } from './fields.ts';
import type { NormaliseOptions } from './rule.ts';
import { normaliseVariations } from './variations.ts';

/**
 * The stored form of a flag, or of a merge patch for one (before it is merged, where a short form
 * would meet the stored one). Takes any JSON: nothing is filled in but ids of rules, and what cannot
 * be read is left as it is. Instants of scheduled times are dropped: they are the server's.
 */
export function normaliseFlag(flag: unknown, options: NormaliseOptions): unknown {
  if (!isObject(flag)) return flag;
  return withFields(flag, {
    ...withoutInstants,
    variations: normaliseVariations(own(flag, 'variations')),
    environments: normaliseEnvironments(own(flag, 'environments'), options),
  });
}

const normaliseEnvironments = (environments: unknown, options: NormaliseOptions): unknown =>
  isObject(environments)
    ? Object.fromEntries(
        Object.entries(environments).map(([name, environment]) => [
          name,
          normaliseEnvironment(environment, options),
        ]),
      )
    : environments;
