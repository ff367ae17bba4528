import { own, type JsonObject } from '../../json.ts';
import type { Report } from '../../problem.ts';
import { anything, byName, listOf, object, unlessUnread } from './check-fields.ts';
import { condition } from './condition.ts';

const share = object('a share of `split`', { variation: anything, weight: anything });

const serve = object('`serve`', {
  enabled: anything,
  variation: anything,
  split: listOf(share),
  configuration: anything,
});

const rule = unlessUnread(
  'serveValue',
  object('a rule', {
    id: anything,
    name: anything,
    priority: anything,
    when: condition,
    rollout_percentage: anything,
    by: anything,
    serve,
  }),
);

const prerequisite = object('a prerequisite', {
  flag: anything,
  enabled: anything,
  variation: anything,
});

const environment = unlessUnread(
  'targeting_rules',
  object('an environment', {
    enabled: anything,
    smart_insights: anything,
    targeting: condition,
    prerequisites: listOf(prerequisite),
    rules: listOf(rule),
    rollout_percentage: anything,
    by: anything,
    default_variation: anything,
    configuration: anything,
    salt: anything,
  }),
);

const variation = object('a variation', {
  key: anything,
  weight: anything,
  configuration: anything,
  description: anything,
});

/**
 * Reports the fields inside a flag that the model does not have: `rollout_percentge` would open it
 * to everyone without a word. Its own fields are for whoever stores it, since there are more.
 */
export function checkFlagFields(flag: JsonObject, report: Report): void {
  listOf(variation)(own(flag, 'variations'), 'variations', report);
  byName(environment)(own(flag, 'environments'), 'environments', report);
}
