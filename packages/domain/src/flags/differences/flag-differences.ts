import type { FlagDetails, FlagDifference } from '@halyard/contracts';

import { isObject } from '../../json.ts';
import { item, value } from './compare/compare.ts';
import { fields } from './compare/fields.ts';
import { json, unworded } from './compare/json.ts';
import { list } from './compare/list.ts';
import { root } from './compare/place.ts';
import { texts } from './compare/texts.ts';
import { compareEnvironments } from './environment.ts';
import { asJson, asName, asSwitch, asText } from './words/values.ts';

const asWeight = (variation: unknown): string =>
  isObject(variation) ? `weight ${asName(variation['weight'] ?? 1)}` : asJson(variation);

const variations = list({
  id: 'key',
  nounOf: ({ key }) => `variation ${asName(key)}`,
  compare: fields(
    {
      weight: ['weight', value()],
      description: ['description', value(asText)],
      configuration: ['configuration', json],
    },
    unworded,
    item(asWeight),
  ),
});

const compareFlags = fields(
  {
    name: ['name', value(asText)],
    description: ['description', value(asText)],
    status: ['status', value(asName)],
    value_type: ['value type', value(asName)],
    tags: ['tags', texts],
    variations: ['variations', variations],
    configuration: ['configuration', json],
    scheduled_start_at: ['start', value(asName)],
    scheduled_end_at: ['end', value(asName)],
    scheduling_timezone: ['time zone', value(asName)],
    auto_disable_after_end: ['switching off after the end', value(asSwitch)],
    realtime_enabled: ['streaming', value(asSwitch)],
    environments: ['', fields({}, (name) => [name, compareEnvironments])],
  },
  unworded,
);

/**
 * What differs between two forms of a flag, each difference with its path and in words. Version and
 * time of change aside there is none exactly where the two are equal. Pure.
 */
export function flagDifferences(before: FlagDetails, after: FlagDetails): FlagDifference[] {
  return compareFlags(root, contentOf(before), contentOf(after));
}

/** These go on with every write, and say nothing of it. */
const contentOf = ({ version: _version, updated_at: _at, ...content }: FlagDetails) => content;
