import { isObject, type JsonObject } from '../../json.ts';
import { item, value, type Compare } from './compare/compare.ts';
import { differenceAt } from './compare/difference-at.ts';
import { fields } from './compare/fields.ts';
import { json, unworded } from './compare/json.ts';
import { list } from './compare/list.ts';
import { compareRules } from './rule.ts';
import { asCondition } from './words/condition.ts';
import { asPrerequisite } from './words/prerequisite.ts';
import { asJson, asName, asPercent, asSwitch } from './words/values.ts';

const compareSwitches: Compare = (place, before, after) =>
  differenceAt(place, before, after, () => `switched ${asSwitch(after)}`);

const nameOf = ({ name, id }: JsonObject): string => `“${asName(name ?? id)}”`;

/** What differs between two forms of what a flag says of an environment. */
export const compareEnvironments = fields(
  {
    enabled: ['', compareSwitches],
    smart_insights: ['Smart Insights', value(asSwitch)],
    targeting: ['gate', value(asCondition)],
    prerequisites: [
      'prerequisites',
      list({
        id: 'flag',
        nounOf: ({ flag }) => `prerequisite ${asName(flag)}`,
        compare: fields(
          { enabled: ['must be', value(asSwitch)], variation: ['must serve', value(asName)] },
          unworded,
          item(asPrerequisite),
        ),
      }),
    ],
    rules: [
      'rules',
      list({ id: 'id', nounOf: (rule) => `rule ${nameOf(rule)}`, compare: compareRules }),
    ],
    rollout_percentage: ['rollout', value(asPercent)],
    by: ['bucketed by', value(asName)],
    default_variation: ['default variation', value(asName)],
    configuration: ['configuration', json],
    salt: ['salt', value(asName)],
  },
  unworded,
  item((environment) =>
    isObject(environment) ? asSwitch(environment['enabled']) : asJson(environment),
  ),
);
