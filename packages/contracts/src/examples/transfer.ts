import type { RouteExample } from '../routes/route.ts';
import type { ApplicationExport } from '../transfer/application-export.ts';
import type { ImportedApplication } from '../transfer/imported-application.ts';

const shop = {
  format: 'halyard-export',
  format_version: 1,
  exported_at: '2026-11-02T09:00:00.000Z',
  application: {
    name: 'Shop',
    environments: [
      { name: 'development', protected: false, smart_insights: false },
      { name: 'production', protected: true, smart_insights: true },
      { name: 'staging', protected: false, smart_insights: false },
    ],
  },
  segments: [{ key: 'staff', name: 'Staff', included: ['ada', 'grace'], excluded: [] }],
  flags: [
    {
      key: 'new-checkout',
      scope: 'application',
      status: 'active',
      name: 'New checkout',
      tags: ['checkout'],
      value_type: 'boolean',
      environments: {
        production: {
          enabled: true,
          rules: [
            {
              id: '0197a000-0000-7000-8000-000000000011',
              when: { segment: 'staff', operator: 'in' },
              serve: { enabled: true },
            },
          ],
        },
      },
      auto_disable_after_end: false,
      realtime_enabled: true,
    },
  ],
} satisfies ApplicationExport;

export const exportApplication = { answer: shop } satisfies RouteExample;

export const importApplication = {
  query: { dry_run: 'true' },
  body: shop,
  answer: {
    dry_run: true,
    environments: [
      { name: 'development', action: 'unchanged' },
      { name: 'production', action: 'unchanged' },
      { name: 'staging', action: 'unchanged' },
    ],
    segments: [
      {
        key: 'staff',
        action: 'created',
        members: { included: { added: 2, removed: 0 }, excluded: { added: 0, removed: 0 } },
      },
    ],
    flags: [{ key: 'new-checkout', scope: 'application', action: 'created' }],
  } satisfies ImportedApplication,
} satisfies RouteExample;
