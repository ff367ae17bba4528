import type { Transaction } from '../../transaction/with-transaction.ts';
import type { NamesOfDay } from '../intake/create-intake.ts';
import type { Rollup } from '../rollup/rollup.ts';
import { admitNames } from './admit-names.ts';
import { boundRollup, namesOf } from './bound-rollup.ts';
import { toText, type Named } from './named.ts';

export interface BoundNames {
  /** Those that were not known before. */
  admitted: readonly Named[];
  isAdmitted: (named: Named) => boolean;
}

/**
 * Finds out by which names flags are counted, those of the rollup and others, and puts what is under
 * others in the rollup under `(other)`.
 */
export async function boundNames(
  { db }: Transaction,
  rollup: Rollup,
  others: readonly Named[],
  { day, isKnown }: NamesOfDay,
): Promise<BoundNames> {
  const wanted = [...namesOf(rollup), ...others].filter((named) => !isKnown(named));
  const unique = new Map(wanted.map((named) => [toText(named), named]));
  const admitted = await admitNames(db, [...unique.values()], day);
  const texts = new Set(admitted.map(toText));
  const isAdmitted = (named: Named): boolean => isKnown(named) || texts.has(toText(named));
  boundRollup(rollup, isAdmitted);
  return { admitted, isAdmitted };
}
