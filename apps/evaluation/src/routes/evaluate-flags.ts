import { EvaluateFlagsRequest, parseInput, type WriteFlagAnswer } from '@halyard/contracts';
import { listFlags } from '@halyard/core';
import { inSlices, type RouteHandler } from '@halyard/http';

import type { Caller } from '../access/caller.ts';
import type { Asked } from '../asking/asked.ts';
import type { RouteDeps } from './route-deps.ts';

/** `POST /api/flags/evaluate`: many flags for one context. */
export const evaluateFlags =
  ({ readAsked, evaluator }: RouteDeps, writeAnswer: WriteFlagAnswer): RouteHandler<Caller> =>
  async (request) => {
    const { keys } = parseInput(EvaluateFlagsRequest.pick({ keys: true }), request.body);
    const asked = readAsked(request);
    evaluator.checkPlan(asked);
    const flags: string[] = [];
    const missing: string[] = [];
    await inSlices(new Set(keys ?? allKeys(asked)), (key) => {
      const evaluation = evaluator.evaluate(asked, key);
      if (!evaluation.found) missing.push(key);
      else flags.push(`${JSON.stringify(key)}:${writeAnswer(evaluation, asked.now)}`);
    });
    const timestamp = Math.floor(asked.now / 1_000);
    return `{"flags":{${flags.join(',')}},"count":${flags.length},"timestamp":${timestamp},"not_found":${JSON.stringify(missing)}}`;
  };

export const allKeys = ({ organization, applicationId, environment, now }: Asked): string[] =>
  organization
    ? listFlags(organization.dataSet, { applicationId, environment, now }).flags.map(
        ({ flag }) => flag.key,
      )
    : [];
