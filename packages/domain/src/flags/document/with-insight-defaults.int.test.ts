import type { FlagDocument } from '@halyard/contracts';
import { beforeEach, describe, expect, test } from 'vitest';

import { updateEnvironment } from '../../environments/update.ts';
import { refer, useFlags } from '../../fixtures/use-flags.ts';
import { copyEnvironment } from '../revisions/copy-environment.ts';
import { rollBackFlag } from '../roll-back.ts';
import { toggleFlag } from '../toggle.ts';
import { updateFlag } from '../update.ts';

const { domain, create, patch } = useFlags();

const setDefault = (smartInsights: boolean) =>
  updateEnvironment(domain.ctx, { ...domain.shop, name: 'staging', smartInsights });
const switchOn = (flag: FlagDocument) =>
  toggleFlag(domain.ctx, { ...refer(flag), environment: 'staging', enabled: true });
const replace = (flag: FlagDocument, environments: object) =>
  updateFlag(domain.ctx, {
    ...refer(flag),
    change: { replace: { name: flag.name, environments } },
  });
const inStaging = { environments: { staging: { enabled: true } } };
const insightsOf = ({ environments }: FlagDocument) => environments['staging']?.smart_insights;

describe('where an environment has Smart Insights by default', () => {
  beforeEach(() => setDefault(true));

  test('a flag that is made in it has them, with a serial, and nowhere else', async () => {
    const flag = await create('a', {
      environments: { staging: { enabled: true }, production: { enabled: true } },
    });
    expect(flag).toMatchObject({
      environments: { staging: { enabled: true, smart_insights: true } },
      insight_serials: { staging: 1 },
    });
    expect(flag.environments['production']).not.toHaveProperty('smart_insights');
  });

  test('a flag gets them with whatever first names the environment', async () => {
    const elsewhere = { environments: { production: { enabled: true } } };
    expect(insightsOf(await switchOn(await create('toggled', elsewhere)))).toBe(true);
    expect(insightsOf(await patch(await create('patched'), inStaging))).toBe(true);
    expect(insightsOf(await replace(await create('replaced'), inStaging.environments))).toBe(true);
  });

  test('a flag that says otherwise keeps what it says, whatever is changed later', async () => {
    const flag = await create('a', { environments: { staging: { smart_insights: false } } });
    expect(insightsOf(flag)).toBe(false);
    expect(insightsOf(await switchOn(flag))).toBe(false);
  });

  test('what is copied or rolled back is as it was', async () => {
    const flag = await create('a', { environments: { production: { enabled: true } } });
    const copied = await copyEnvironment(domain.ctx, {
      ...refer(flag),
      from: 'production',
      to: 'staging',
    });
    expect(insightsOf(copied)).toBeUndefined();
    await patch(copied, { environments: { staging: null } });
    const rolledBack = await rollBackFlag(domain.ctx, { ...refer(flag), version: 2 });
    expect(rolledBack.environments).toEqual(copied.environments);
  });

  test('an enterprise flag has them only if it says so', async () => {
    expect(insightsOf(await create('a', inStaging, null))).toBeUndefined();
    const said = { environments: { staging: { smart_insights: true } } };
    expect(insightsOf(await create('b', said, null))).toBe(true);
  });
});

test('flags that are in an environment already keep theirs when its default changes', async () => {
  const without = await create('without', inStaging);
  await setDefault(true);
  expect(insightsOf(await patch(without, { tags: ['x'] }))).toBeUndefined();
  const having = await create('having', inStaging);
  await setDefault(false);
  expect(insightsOf(await patch(having, { tags: ['x'] }))).toBe(true);
});
