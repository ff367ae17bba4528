import { item, value } from './compare/compare.ts';
import { fields } from './compare/fields.ts';
import { json, unworded } from './compare/json.ts';
import { asCondition } from './words/condition.ts';
import { asRule, asSplit } from './words/serve.ts';
import { asName, asPercent, asSwitch, asText } from './words/values.ts';

const serve = fields(
  {
    enabled: ['serves', value(asSwitch)],
    variation: ['variation', value(asName)],
    split: ['split', value(asSplit)],
    configuration: ['configuration', json],
  },
  unworded,
);

/** What differs between two forms of a rule. */
export const compareRules = fields(
  {
    name: ['name', value(asText)],
    priority: ['priority', value()],
    when: ['condition', value(asCondition)],
    rollout_percentage: ['rollout', value(asPercent)],
    by: ['bucketed by', value(asName)],
    // Its fields say enough.
    serve: ['', serve],
  },
  unworded,
  item(asRule),
);
