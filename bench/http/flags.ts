/** The flag that is asked; every application has one. */
export const flagKey = 'checkout';

const test = (attribute: string, operator: string, ...values: unknown[]) => ({
  attribute,
  operator,
  values,
});

const isPremium = test('plan', 'equals', 'premium');
const isTester = test('beta_tester', 'equals', true);

/** Four pairs of tests that miss, at the first and at the second in turn, and one that holds. */
const pairs = [
  [test('plan', 'in', 'trial', 'free'), test('country', 'in', 'US', 'CA')],
  [isPremium, test('country', 'in', 'DE', 'FR', 'IT', 'ES')],
  [test('language', 'starts_with', 'de'), isTester],
  [isTester, test('cohort', 'ends_with', '-new')],
  [isPremium, test('geolocation.timezone', 'starts_with', 'America/')],
];

const split = [
  { variation: 'control', weight: 30 },
  { variation: 'compact', weight: 70 },
];

const rules = pairs.map((pair, index) => ({
  id: `rule-${index + 1}`,
  priority: index,
  when: { operator: 'and', rules: pair },
  serve:
    index === pairs.length - 1 ? { enabled: true, split } : { enabled: true, variation: 'other' },
}));

const environment = { enabled: true, rules };

/** Fields of the flag that is asked, and of those that are listed beside it. */
export const flagFields = {
  name: 'Checkout',
  variations: ['control', 'compact', 'other'].map((key) => ({
    key,
    weight: 1,
    configuration: { theme: 'dark', layout: key, maxItems: 100 },
  })),
  environments: { development: environment, staging: environment, production: environment },
};
