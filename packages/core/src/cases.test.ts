import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import { regex } from './re2js.ts';
import {
  goldenNow,
  readCaseFiles,
  readCaseSchema,
  readGoldenTopics,
  type GoldenCase,
} from './testing/golden-cases.ts';
import { validateFlag } from './validate/validate-flag.ts';

const topics = readGoldenTopics();

function run({ flags, segments = [], request }: GoldenCase): Record<string, unknown> {
  const compiled = compile({ flags, segments }, { regex });
  const evaluation = evaluate(compiled, { ...request, now: goldenNow(request) });
  if (!evaluation.found) return { ...evaluation };
  const { found, enabled, reason, flag, rule, variation, configuration } = evaluation;
  return {
    found,
    enabled,
    reason,
    flagId: flag.id,
    ...(rule && { rule }),
    ...(variation !== undefined && { variation }),
    ...(configuration && { configuration }),
  };
}

test('there are at least 400, each with a name of its own', () => {
  const names = topics.flatMap(({ cases }) => cases.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(400);
  expect(new Set(names).size).toBe(names.length);
});

test.each(readCaseFiles())(
  'the cases of $topic are of the form that their schema describes',
  (file) => {
    const validate = new Ajv2020({ strict: false }).compile(readCaseSchema());
    validate(file);
    expect(validate.errors).toBeNull();
  },
);

describe.each(topics)('$topic', ({ cases }) => {
  test.each(cases)('$name', (given) => {
    expect(run(given)).toEqual(given.expect);
    if (given.expect.reason === 'ERROR') return;
    const dataSet = compile({ flags: given.flags, segments: given.segments ?? [] }, { regex });
    const decided = given.flags.find(({ id }) => id === given.expect.flagId);
    if (decided) expect(validateFlag(decided, { dataSet, regex })).toEqual([]);
  });
});
