import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

import { compile } from './data-set.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './input.ts';
import type { Condition, Flag, Segment } from './model.ts';
import { regex } from './re2js.ts';
import { validateFlag } from './validate/validate-flag.ts';

interface ConditionCase {
  name: string;
  when: Condition;
  context: EvaluationContext;
  matches: boolean;
  now?: string;
  segments?: Segment[];
}

interface FullCase {
  name: string;
  flags: Flag[];
  segments?: Segment[];
  request: {
    applicationId: string | null;
    flagKey: string;
    environment: string;
    context: EvaluationContext;
    now?: string;
  };
  expect: Record<string, unknown>;
}

type Case = ConditionCase | FullCase;

const folder = fileURLToPath(new URL('../cases', import.meta.url));
const topics = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && file !== 'case.schema.json')
  .map(
    (file) =>
      JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { topic: string; cases: Case[] },
  );

const defaultNow = '2026-06-15T12:00:00Z';

/** A case about a condition stands for a flag that asks it in its only rule. */
function toFullCase(given: Case): FullCase {
  if (!('when' in given)) return given;
  const { name, when, context, matches, now, segments } = given;
  const rules = [{ id: 'r1', when, serve: { enabled: true } }];
  const flag: Flag = {
    id: 'case',
    key: 'case',
    application_id: 'app',
    status: 'active',
    version: 1,
    environments: { production: { enabled: true, rules } },
  };
  const rule = { id: 'r1', type: 'SEGMENT' };
  return {
    name,
    flags: [flag],
    ...(segments && { segments }),
    request: {
      applicationId: 'app',
      flagKey: 'case',
      environment: 'production',
      context,
      ...(now !== undefined && { now }),
    },
    expect: matches
      ? { found: true, enabled: true, reason: 'RULE_MATCH', flagId: 'case', rule }
      : { found: true, enabled: false, reason: 'ROLLOUT', flagId: 'case' },
  };
}

function run({ flags, segments = [], request }: FullCase): Record<string, unknown> {
  const compiled = compile({ flags, segments }, { regex });
  const now = Date.parse(request.now ?? defaultNow);
  const evaluation = evaluate(compiled, { ...request, now });
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

test.each(topics)('the cases of $topic are of the form that their schema describes', (file) => {
  const schema = JSON.parse(readFileSync(`${folder}/case.schema.json`, 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  validate(file);
  expect(validate.errors).toBeNull();
});

describe.each(topics)('$topic', ({ cases }) => {
  test.each(cases.map(toFullCase))('$name', (given) => {
    expect(run(given)).toEqual(given.expect);
    if (given.expect['reason'] === 'ERROR') return;
    const dataSet = compile({ flags: given.flags, segments: given.segments ?? [] }, { regex });
    const decided = given.flags.find(({ id }) => id === given.expect['flagId']);
    if (decided) expect(validateFlag(decided, { dataSet, regex })).toEqual([]);
  });
});
