/** The demo organization's segments; `included` are listed members. */
export const demoSegments = [
  {
    key: 'beta-testers',
    name: 'Beta testers',
    description: 'People who asked to see new things first.',
    included: ['user-123', 'ada@example.com', 'grace@example.com'],
  },
  {
    key: 'staff',
    name: 'Staff',
    description: 'Everybody who works here.',
    rules: { attribute: 'email', operator: 'ends_with', values: ['@shop.example'] },
    included: [],
  },
  {
    key: 'premium-customers',
    name: 'Premium customers',
    description: 'Customers with a paid plan, and staff.',
    rules: {
      operator: 'or',
      rules: [
        { attribute: 'plan', operator: 'in', values: ['premium', 'enterprise'] },
        { segment: 'staff' },
      ],
    },
    included: [],
  },
] as const;
