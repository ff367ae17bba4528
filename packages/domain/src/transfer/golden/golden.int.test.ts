import { evaluate, type CompiledDataSet } from '@halyard/core';
import { goldenNow, type GoldenCase } from '@halyard/core/testing';
import { expect, test } from 'vitest';

import type { Context } from '../../context/context.ts';
import { readDataSet } from '../../fixtures/read-data-set.ts';
import { readExport } from '../../fixtures/read-export.ts';
import { createShop } from '../../fixtures/shop.ts';
import { useDatabase } from '../../fixtures/use-database.ts';
import type { JsonObject } from '../../json.ts';
import { importApplication } from '../import/import-application.ts';
import { storableCases } from './storable-cases.ts';
import { toDocument } from './to-document.ts';

const one = useDatabase();
const other = useDatabase();

async function store(ctx: Context, document: JsonObject) {
  const shop = await createShop(ctx);
  await importApplication(ctx, { ...shop, document });
  return { ...shop, dataSet: await readDataSet(ctx, shop.organizationId) };
}

interface Stored {
  dataSet: CompiledDataSet;
  applicationId: string;
}

function answer({ dataSet, applicationId }: Stored, { flags, request }: GoldenCase) {
  const now = goldenNow(request);
  const evaluation = evaluate(dataSet, { ...request, applicationId, now });
  if (!evaluation.found) return { ...evaluation };
  const { found, enabled, reason, flag, rule, variation, configuration } = evaluation;
  return {
    found,
    enabled,
    reason,
    flagId: flags.find(({ key }) => key === flag.key)!.id,
    ...(rule && { rule }),
    ...(variation !== undefined && { variation }),
    ...(configuration && { configuration }),
  };
}

test('an application that was exported and imported answers every golden case as it did', async () => {
  const cases = storableCases();
  expect(cases.length).toBeGreaterThanOrEqual(400);
  const first = await store(one.ctx, toDocument(cases));
  const second = await store(other.ctx, await readExport(one.ctx, first));
  for (const given of cases) {
    expect([given.name, answer(first, given)]).toEqual([given.name, given.expect]);
    expect([given.name, answer(second, given)]).toEqual([given.name, given.expect]);
  }
});
