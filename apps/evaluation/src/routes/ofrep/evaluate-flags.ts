import { inSlices, type RouteHandler } from '@halyard/http';

import type { Caller } from '../../access/caller.ts';
import { conditional } from '../../answers/conditional.ts';
import { withEventStream, type EventStreams } from '../../answers/event-streams.ts';
import { invalidContext, toOfrep } from '../../answers/ofrep-answer.ts';
import { createReadOfrep } from '../../asking/read-ofrep.ts';
import { allKeys } from '../evaluate-flags.ts';
import type { RouteDeps } from '../route-deps.ts';

/** `POST /ofrep/v1/evaluate/flags`: all flags for one context. */
export function evaluateOfrepFlags(
  { completeAsked, evaluator }: RouteDeps,
  streams: EventStreams | undefined,
): RouteHandler<Caller> {
  const read = createReadOfrep(completeAsked);
  return async (request) => {
    const asked = read(request);
    if ('invalid' in asked) return invalidContext(asked.invalid);
    evaluator.checkPlan(asked);
    const flags: string[] = [];
    await inSlices(allKeys(asked), (key) => {
      flags.push(JSON.stringify(toOfrep(key, evaluator.evaluate(asked, key))));
    });
    const json = `{"flags":[${flags.join(',')}]}`;
    const { etag, write } = withEventStream(json, request.caller, streams);
    const answer = conditional(request.req, { json, etag });
    return answer.json === undefined ? answer : { ...answer, json: write() };
  };
}
