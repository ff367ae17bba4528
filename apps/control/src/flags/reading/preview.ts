import { setImmediate as nextTurn } from 'node:timers/promises';

import {
  createWriteFlagAnswer,
  parseInput,
  PreviewFlagRequest,
  readContext,
  type WriteFlagAnswer,
} from '@halyard/contracts';
import * as domain from '@halyard/domain/read';
import type { MemberHandler } from '@halyard/http';

import type { MemberDeps } from '../../member-deps.ts';
import { flagNameOf } from '../named-flag.ts';

/** Explains what a flag, or a draft of it, decides for each of the contexts. */
export const previewFlag = ({ ctxFor }: Pick<MemberDeps, 'ctxFor'>): MemberHandler => {
  const writeAnswer = createWriteFlagAnswer();
  return async (request) => {
    const { environment, context, contexts, draft, now } = parseInput(
      PreviewFlagRequest,
      request.body,
    );
    const ctx = ctxFor(request);
    const nowMs = now === undefined ? ctx.now().getTime() : Date.parse(now);
    const decisions = await domain.previewFlag(ctx, {
      flag: flagNameOf(request),
      draft: draft && (draft.patch ? { patch: draft.patch } : { replace: draft }),
      environment,
      contexts: (contexts ?? [context!]).map(readContext),
      now: nowMs,
    });
    const chunks = writeList(decisions, (decision) => write(decision, writeAnswer, nowMs));
    return { status: 200, stream: { contentType: 'application/json; charset=utf-8', chunks } };
  };
};

type Decisions = Awaited<ReturnType<typeof domain.previewFlag>>;
type Decision = Decisions extends Iterable<infer One> ? One : never;

function write(decision: Decision, writeAnswer: WriteFlagAnswer, nowMs: number): string {
  const json = writeAnswer(decision, nowMs);
  const { rule } = decision;
  return rule ? `${json.slice(0, -1)},"rule_id":${JSON.stringify(rule.id)}}` : json;
}

/** Traces can be long: one at a time is made and sent, with other requests' turns in between. */
async function* writeList(decisions: Decisions, toJson: (decision: Decision) => string) {
  let separator = '{"evaluations":[';
  for (const decision of decisions) {
    yield separator + toJson(decision);
    separator = ',';
    await nextTurn();
  }
  yield ']}';
}
