import { evaluate, type Decision } from '@halyard/core';
import { goldenNow, readGoldenTopics } from '@halyard/core/testing';
import { beforeAll, expect, test } from 'vitest';

import { useDatabase } from '../fixtures/use-database.ts';
import { fieldsOf } from '../flags/document/fields.ts';
import { previewFlag, type PreviewFlagInput } from './preview-flag.ts';
import { toOrganization, type GoldenOrganization } from './testing/golden-organization.ts';
import { store } from './testing/store.ts';

const made = useDatabase();

/** Operators are the engine's alone: one in so many conditions shows that they come through. */
const conditionsStep = 20;
/** Drafts take what saved flags take, once they are read. */
const draftsStep = 4;

const organizations = readGoldenTopics()
  .flatMap(({ topic, cases }) =>
    cases.filter(({ flags }, index) => {
      const isCondition = flags[0]?.id === 'case' && topic !== 'segments';
      return !isCondition || index % conditionsStep === 0;
    }),
  )
  .map(toOrganization)
  .filter((one) => one !== undefined);

beforeAll(() => store(made.database, organizations));

/** What the engine decides, where a flag of the case does. */
const expected = organizations.flatMap((organization) => {
  const { dataSet, request } = organization;
  const now = goldenNow(request);
  const decision = evaluate(dataSet, { ...request, now, trace: true });
  return decision.found ? [{ organization, decision, now }] : [];
});

async function preview(
  { organizationId, request }: GoldenOrganization,
  { flag }: Decision,
  now: number,
  draft?: PreviewFlagInput['draft'],
) {
  const [decision] = await previewFlag(made.ctx, {
    flag: { organizationId, name: flag.id },
    draft,
    environment: request.environment,
    contexts: [request.context],
    now,
  });
  return decision!;
}

test('a preview decides each golden case that can be stored as the engine does, step by step', async () => {
  expect(expected.length).toBeGreaterThan(400);
  for (const { organization, decision, now } of expected) {
    const { flag, ...found } = await preview(organization, decision, now);
    expect({ flag: flag.id, ...found }).toEqual({ ...decision, flag: decision.flag.id });
  }
});

test('so does the preview of a draft', async () => {
  const drafted = expected.filter((_, index) => index % draftsStep === 0);
  for (const { organization, decision, now } of drafted) {
    const document = organization.flags.find(({ id }) => id === decision.flag.id)!;
    const draft = { replace: { ...fieldsOf(document), description: 'changed' } };
    const { flag, ...found } = await preview(organization, decision, now, draft);
    expect({ flag, ...found }).toEqual({
      ...decision,
      flag: { ...document, description: 'changed' },
    });
  }
});
