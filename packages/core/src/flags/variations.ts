import { readWeight } from '../buckets/weights.ts';
import { isMissing, own, type JsonObject } from '../json.ts';
import type { Configuration } from '../model.ts';
import type { Report } from '../problem.ts';
import { readConfiguration, readObjects, readText } from './read.ts';

const most = 31;
const defaultWeight = 1;

export interface CompiledVariation {
  readonly key: string;
  /** In thousandths. */
  readonly weight: number;
  readonly configuration: Configuration | undefined;
}

/** A flag's variations by key, in their listed order. */
export function compileVariations(
  flag: JsonObject,
  report: Report,
): ReadonlyMap<string, CompiledVariation> {
  const variations = new Map<string, CompiledVariation>();
  readObjects(flag, 'variations', most, '', report).forEach((source, index) => {
    const path = `variations[${index}]`;
    const key = readText(source, 'key', path, report);
    if (variations.has(key)) report(`${path}.key`, 'different from every other variation’s');
    const weight = own(source, 'weight');
    variations.set(key, {
      key,
      weight: readWeight(isMissing(weight) ? defaultWeight : weight, `${path}.weight`, report),
      configuration: readConfiguration(source, path, report),
    });
  });
  return variations;
}
