import { describe, expect, test } from 'vitest';

import { applyFlag, compile } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Flag } from './model.ts';

const shop = '00000000-0000-7000-8000-000000000001';
const other = '00000000-0000-7000-8000-000000000002';

const flag = (given: Partial<Flag>): Flag => ({
  id: '00000000-0000-7000-8000-0000000000ff',
  key: 'checkout',
  applicationId: shop,
  status: 'active',
  version: 1,
  environments: new Map([['production', { enabled: true }]]),
  ...given,
});

const request = {
  applicationId: shop,
  flagKey: 'checkout',
  environment: 'production',
  context: { user_id: 'u1' },
};

describe('the switch', () => {
  test('on in the environment serves on', () => {
    const result = evaluate(compile({ flags: [flag({})] }), request);
    expect(result).toMatchObject({ found: true, enabled: true, reason: 'DEFAULT' });
  });

  test.each([
    ['off in the environment', new Map([['production', { enabled: false }]])],
    ['an environment the flag does not have', new Map([['staging', { enabled: true }]])],
  ])('%s serves off', (_name, environments) => {
    const result = evaluate(compile({ flags: [flag({ environments })] }), request);
    expect(result).toMatchObject({ found: true, enabled: false, reason: 'DISABLED' });
  });
});

describe('which flag decides', () => {
  const enterprise = flag({ applicationId: null, id: 'enterprise' });
  const own = flag({ id: 'own', environments: new Map() });

  test('the application’s own flag before the enterprise flag, even when it is off', () => {
    const result = evaluate(compile({ flags: [enterprise, own] }), request);
    expect(result).toMatchObject({ flag: { id: 'own' }, enabled: false });
  });

  test('the enterprise flag where the own flag is archived', () => {
    const archived = flag({ status: 'archived' });
    const result = evaluate(compile({ flags: [archived, enterprise] }), request);
    expect(result).toMatchObject({ flag: { id: 'enterprise' }, enabled: true });
  });

  test('archived only when no active flag has the key', () => {
    const compiled = compile({ flags: [flag({ status: 'archived' })] });
    expect(evaluate(compiled, request)).toEqual({ found: false, reason: 'FLAG_ARCHIVED' });
    applyFlag(compiled, enterprise);
    expect(evaluate(compiled, request)).toMatchObject({ found: true });
  });

  test('another application’s flag is not found', () => {
    const result = evaluate(compile({ flags: [flag({ applicationId: other })] }), request);
    expect(result).toEqual({ found: false, reason: 'FLAG_NOT_FOUND' });
  });

  test('without an application only enterprise flags are found', () => {
    const compiled = compile({ flags: [flag({})] });
    const asNobody = { ...request, applicationId: null };
    expect(evaluate(compiled, asNobody)).toEqual({ found: false, reason: 'FLAG_NOT_FOUND' });
    applyFlag(compiled, enterprise);
    expect(evaluate(compiled, asNobody)).toMatchObject({ flag: { id: 'enterprise' } });
  });

  test.each(['__proto__', 'constructor', 'toString'])('no flag is found for %s', (flagKey) => {
    const result = evaluate(compile({ flags: [flag({})] }), { ...request, flagKey });
    expect(result).toEqual({ found: false, reason: 'FLAG_NOT_FOUND' });
  });
});
