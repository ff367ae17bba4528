import { isObject } from '../../../json.ts';
import { asCondition } from './condition.ts';
import { asJson, asPercent, asSwitch, cut } from './values.ts';

/** A split in words: each variation with its weight. */
export function asSplit(split: unknown): string {
  if (!Array.isArray(split) || split.length === 0 || !split.every(isShare)) return asJson(split);
  return cut(split.map(({ variation, weight }) => `${variation} ${weight}`).join(', '));
}

const isShare = (share: unknown): share is { variation: string; weight: number } =>
  isObject(share) && typeof share['variation'] === 'string' && typeof share['weight'] === 'number';

/** A rule in words: whom it is for, and what they are served. */
export function asRule(rule: unknown): string {
  if (!isObject(rule)) return asJson(rule);
  const { when, rollout_percentage: percentage, serve } = rule;
  const whom = when === undefined ? 'everybody' : asCondition(when);
  const part = percentage === undefined ? '' : `, ${asPercent(percentage)}`;
  return cut(`${whom}${part}: ${asServe(serve)}`);
}

function asServe(serve: unknown): string {
  if (!isObject(serve)) return asJson(serve);
  const { enabled, variation, split } = serve;
  if (enabled === false) return 'off';
  if (typeof variation === 'string') return variation;
  return split === undefined ? asSwitch(enabled) : asSplit(split);
}
