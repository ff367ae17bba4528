/** The flag of the printed `curl` line. */
export const demoFlagKey = 'new-checkout';

export const demoApplications = ['Web shop', 'Mobile app'] as const;

export interface DemoFlag {
  key: string;
  /** `null` for an enterprise flag. */
  application: (typeof demoApplications)[number] | null;
  fields: Readonly<Record<string, unknown>>;
  /** Key of an application's flag that must be on, in every environment. */
  requires?: string;
  isArchived?: boolean;
}

/** The same in development, staging and production. */
const everywhere = (environment: object) => ({
  development: environment,
  staging: environment,
  production: environment,
});

const on = { enabled: true };

/** One of each kind, in an order in which what is required comes first. */
export const demoFlags: readonly DemoFlag[] = [
  {
    key: demoFlagKey,
    application: 'Web shop',
    fields: {
      name: 'New checkout',
      description: 'The new checkout flow.',
      tags: ['checkout'],
      environments: everywhere({ ...on, smart_insights: true }),
    },
  },
  {
    key: 'express-payment',
    application: 'Web shop',
    fields: {
      name: 'Express payment',
      description: 'Pay with one click; only in the new checkout.',
      tags: ['checkout'],
      environments: everywhere({ ...on, rollout_percentage: 50 }),
    },
    requires: demoFlagKey,
  },
  {
    key: 'checkout-button',
    application: 'Web shop',
    fields: {
      name: 'Checkout button',
      description: 'Which text on the button sells best?',
      tags: ['checkout', 'experiment'],
      value_type: 'string',
      variations: [
        { key: 'buy-now', weight: 50, configuration: { value: 'Buy now' } },
        { key: 'order', weight: 25, configuration: { value: 'Place order' } },
        { key: 'pay', weight: 25, configuration: { value: 'Pay securely' } },
      ],
      environments: everywhere(on),
    },
  },
  {
    key: 'search-settings',
    application: 'Web shop',
    fields: {
      name: 'Search settings',
      description: 'How the product search ranks, changeable without a release.',
      tags: ['search'],
      value_type: 'json',
      configuration: { ranking: 'relevance', fuzziness: 1, facets: ['brand', 'colour', 'size'] },
      environments: {
        ...everywhere(on),
        development: { ...on, configuration: { ranking: 'newest', fuzziness: 2, facets: [] } },
      },
    },
  },
  {
    key: 'winter-sale',
    application: 'Web shop',
    fields: {
      name: 'Winter sale',
      description: 'The banner of the sale, from its first minute to its last.',
      tags: ['marketing'],
      scheduled_start_at: '2027-01-04T09:00:00',
      scheduled_end_at: '2027-01-31T23:59:59',
      scheduling_timezone: 'Europe/Berlin',
      auto_disable_after_end: true,
      environments: everywhere(on),
    },
  },
  {
    key: 'cookie-notice',
    application: 'Web shop',
    fields: {
      name: 'Cookie notice',
      description: 'For visitors from countries that ask for one.',
      tags: ['legal'],
      environments: everywhere({
        ...on,
        targeting: { operator: 'country_in', values: ['AT', 'BE', 'DE', 'ES', 'FR', 'IT', 'NL'] },
      }),
    },
  },
  {
    key: 'german-help-centre',
    application: 'Web shop',
    fields: {
      name: 'German help centre',
      description: 'The translated help pages.',
      tags: ['support'],
      environments: everywhere({
        ...on,
        targeting: { attribute: 'language', operator: 'language_in', values: ['de'] },
      }),
    },
  },
  {
    key: 'order-history',
    application: 'Web shop',
    fields: {
      name: 'New order history',
      description: 'Beta testers see it, nobody else does yet.',
      tags: ['account'],
      environments: everywhere({
        ...on,
        rules: [{ name: 'Beta', when: { segment: 'beta-testers' }, serve: on }],
      }),
    },
  },
  {
    key: 'instant-search',
    application: 'Web shop',
    fields: {
      name: 'Instant search',
      description: 'Results while typing, for a quarter of the visitors.',
      tags: ['search'],
      environments: {
        ...everywhere(on),
        production: { ...on, rollout_percentage: 25 },
      },
    },
  },
  {
    key: 'offline-mode',
    application: 'Mobile app',
    fields: {
      name: 'Offline mode',
      description: 'Needs version 4.2 of the app.',
      tags: ['app'],
      environments: everywhere({
        ...on,
        rules: [
          {
            name: 'New enough',
            when: { attribute: 'app_version', operator: 'semver_gte', values: ['4.2.0'] },
            serve: on,
          },
        ],
      }),
    },
  },
  {
    key: 'reminders-per-week',
    application: 'Mobile app',
    fields: {
      name: 'Reminders per week',
      description: 'At most so many push messages; fewer for premium customers.',
      tags: ['app', 'marketing'],
      value_type: 'number',
      configuration: { value: 3 },
      environments: everywhere({
        ...on,
        rollout_percentage: 100,
        rules: [
          {
            name: 'Premium',
            when: { segment: 'premium-customers' },
            serve: { enabled: true, configuration: { value: 1 } },
          },
        ],
      }),
    },
  },
  {
    key: 'maintenance',
    application: null,
    fields: {
      name: 'Maintenance',
      description: 'Every application shows its maintenance page.',
      tags: ['operations'],
      environments: everywhere({ enabled: false }),
    },
  },
  {
    key: 'summer-theme',
    application: 'Web shop',
    fields: {
      name: 'Summer theme',
      description: 'Last summer’s colours.',
      tags: ['marketing'],
      environments: everywhere({ enabled: false }),
    },
    isArchived: true,
  },
];
