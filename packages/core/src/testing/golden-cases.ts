import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { EvaluationContext } from '../input.ts';
import type { Condition, Flag, Segment } from '../model.ts';

interface ConditionCase {
  name: string;
  when: Condition;
  context: EvaluationContext;
  matches: boolean;
  now?: string;
  segments?: Segment[];
}

/** A data set, a request, and what is to be answered. */
export interface GoldenCase {
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
  expect: ExpectedAnswer;
}

/** `found: false` has a reason alone. */
export interface ExpectedAnswer {
  found: boolean;
  reason: string;
  enabled?: boolean;
  flagId?: string;
  rule?: { id: string; type: string };
  variation?: string;
  configuration?: Record<string, unknown>;
}

export interface GoldenTopic {
  topic: string;
  cases: GoldenCase[];
}

/** When a case is asked, Unix time in milliseconds; it makes no difference where it does not say. */
export const goldenNow = ({ now = '2026-06-15T12:00:00Z' }: GoldenCase['request']): number =>
  Date.parse(now);

const folder = fileURLToPath(new URL('../../cases', import.meta.url));

export const readCaseSchema = (): object => readJson('case.schema.json') as object;

/** The files of golden cases as they are written. */
export const readCaseFiles = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'case.schema.json')
    .map((file) => readJson(file) as { topic: string; cases: (ConditionCase | GoldenCase)[] });

/** All golden cases, each with the data set that it stands for. */
export const readGoldenTopics = (): GoldenTopic[] =>
  readCaseFiles().map(({ topic, cases }) => ({ topic, cases: cases.map(toGoldenCase) }));

const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as unknown;

/** A case about a condition stands for a flag that asks it in its only rule. */
function toGoldenCase(given: ConditionCase | GoldenCase): GoldenCase {
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
