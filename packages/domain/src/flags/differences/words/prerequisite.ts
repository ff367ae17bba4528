import { isObject } from '../../../json.ts';
import { asJson, asSwitch } from './values.ts';

/** What a prerequisite must be, in words. */
export function asPrerequisite(prerequisite: unknown): string {
  if (!isObject(prerequisite)) return asJson(prerequisite);
  const { enabled = true, variation } = prerequisite;
  return typeof variation === 'string' ? variation : asSwitch(enabled);
}
