const on = (given: object = {}) => ({ environments: { production: { enabled: true, ...given } } });
const off = { environments: { production: { enabled: false } } };
const isPro = { attribute: 'plan', operator: 'equals', values: ['pro'] };

const text = { value_type: 'string', configuration: { value: 'blue' } };
const number = { value_type: 'number', configuration: { value: 42.5 } };
const json = { value_type: 'json', configuration: { theme: 'dark', sizes: [1, 2] } };

/** One flag of each kind that OpenFeature tells apart, by key. */
export const shopFlags: Record<string, object> = {
  'boolean-on': on(),
  'boolean-off': off,
  'string-on': { ...text, ...on() },
  'string-off': { ...text, ...off },
  'number-on': { ...number, ...on() },
  'number-off': { ...number, ...off },
  'json-on': { ...json, ...on() },
  'json-off': { ...json, ...off },
  toggled: on(),
  gated: on({ targeting: isPro }),
  ruled: {
    ...on({ rules: [{ when: isPro, serve: { enabled: true, variation: 'gold' } }] }),
    value_type: 'string',
    variations: [{ key: 'gold', configuration: { value: 'Gold!' } }],
  },
  halved: {
    ...on(),
    value_type: 'string',
    variations: [
      { key: 'a', configuration: { value: 'Variation a' } },
      { key: 'b', configuration: { value: 'Variation b' } },
    ],
  },
  rolled: on({ rollout_percentage: 99.999 }),
  broken: on({ targeting: { attribute: 'plan', operator: 'matches', values: ['^p'] } }),
};
