import { compile, evaluate, type Decision } from '@halyard/core';

/** What became of a flag that is on in production, for somebody. */
export function decideFlag(): Decision {
  const flag = {
    id: '018f0000-0000-7000-8000-000000000001',
    key: 'flag',
    application_id: null,
    status: 'active',
    version: 1,
    environments: { production: { enabled: true } },
  } as const;
  const decision = evaluate(compile({ flags: [flag], segments: [] }), {
    applicationId: null,
    flagKey: 'flag',
    environment: 'production',
    context: { user_id: 'ada' },
    now: 0,
  });
  if (!decision.found) throw new Error('The flag was not found.');
  return decision;
}
