/** Ids in examples; whoever executes these puts those in their places that there are. */
export const exampleIds = {
  organization: '0197a000-0000-7000-8000-000000000001',
  application: '0197a000-0000-7000-8000-000000000002',
  user: '0197a000-0000-7000-8000-000000000003',
  flag: '0197a000-0000-7000-8000-000000000004',
  segment: '0197a000-0000-7000-8000-000000000005',
  webhook: '0197a000-0000-7000-8000-000000000006',
} as const;
