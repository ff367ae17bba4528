import { createWriteFlagAnswer, evaluationRoutes } from '@halyard/contracts';
import {
  createDispatch,
  createHotDispatch,
  type Dispatch,
  type Logger,
  type Registry,
} from '@halyard/http';
import type { Replica } from '@halyard/replica';

import { createAuthenticate, type AuthenticateDeps } from './access/authenticate.ts';
import type { EventStreams } from './answers/event-streams.ts';
import { createWriteV1Answer, type MintEvaluationId } from './answers/v1-answer.ts';
import { createCompleteAsked, type AskingDeps } from './asking/complete-asked.ts';
import { createReadAsked } from './asking/read-asked.ts';
import { createEvaluator, type EvaluatorDeps } from './deciding/evaluator.ts';
import { createReadList } from './lists/list-reader.ts';
import { mobileFlags } from './lists/mobile-list.ts';
import { sdkEnterpriseFlags, sdkFlags } from './lists/sdk-list.ts';
import { snapshot } from './lists/snapshot.ts';
import { createEvaluationMetrics } from './metrics.ts';
import { evaluateFlag } from './routes/evaluate-flag.ts';
import { evaluateFlags } from './routes/evaluate-flags.ts';
import { evaluateSegment } from './routes/evaluate-segment.ts';
import { list } from './routes/list.ts';
import { evaluateOfrepFlag } from './routes/ofrep/evaluate-flag.ts';
import { evaluateOfrepFlags } from './routes/ofrep/evaluate-flags.ts';
import { serveVariation } from './routes/serve-variation.ts';
import { evaluateV1Bulk } from './routes/v1/evaluate-bulk.ts';
import { evaluateV1 } from './routes/v1/evaluate.ts';

export interface EvaluationDeps
  extends Omit<AuthenticateDeps, 'replica'>, Pick<AskingDeps, 'geoIp'> {
  replica: Pick<
    Replica,
    'findKey' | 'lookUpKey' | 'trustsKeys' | 'find' | 'isReady' | 'status' | 'count'
  >;
  usage: EvaluatorDeps['usage'];
  counts: EvaluatorDeps['counts'];
  mintEvaluationId: MintEvaluationId;
  /** Where OFREP's event stream is served; without it none is announced. */
  mintStreamToken?: EventStreams['mint'];
  metrics: Registry;
  log: Logger;
}

/** Evaluation's routes: `hot` is to be asked before Express, `dispatch` by it. */
export interface EvaluationApp {
  hot: Dispatch;
  dispatch: Dispatch;
}

const hotPaths = new Set<string>([
  '/api/flags/:key/evaluate',
  '/api/evaluate/:key',
  '/v1/flags/:key/evaluate',
  '/v1/evaluate',
  '/ofrep/v1/evaluate/flags/:key',
]);

export function buildApp(deps: EvaluationDeps): EvaluationApp {
  const handlers = createHandlers(deps);
  const common = { handlers, authenticate: createAuthenticate(deps), log: deps.log };
  const isHot = ({ path }: { path: string }): boolean => hotPaths.has(path);
  return {
    hot: createHotDispatch({ ...common, routes: evaluationRoutes.filter(isHot) }),
    dispatch: createDispatch({ ...common, routes: evaluationRoutes }),
  };
}

function createHandlers(deps: EvaluationDeps) {
  const { noteReason } = createEvaluationMetrics(deps.metrics, deps.replica);
  const { usage, counts } = deps;
  const completeAsked = createCompleteAsked(deps);
  const routeDeps = {
    completeAsked,
    readAsked: createReadAsked(completeAsked),
    evaluator: createEvaluator({ usage, counts, noteReason }),
  };
  const writeFlag = createWriteFlagAnswer();
  const writeV1 = createWriteV1Answer(deps.mintEvaluationId);
  const readList = createReadList(deps);
  const { mintStreamToken: mint, now } = deps;
  const streams = mint && { mint, now };
  const one = evaluateFlag(routeDeps, writeFlag);
  return {
    'POST /api/flags/:key/evaluate': one,
    'POST /api/evaluate/:key': one,
    'POST /v1/flags/:key/evaluate': one,
    'POST /api/flags/evaluate': evaluateFlags(routeDeps, writeFlag),
    'POST /v1/evaluate': evaluateV1(routeDeps, writeV1),
    'POST /v1/evaluate/bulk': evaluateV1Bulk(routeDeps, writeV1),
    'GET /v1/flags': list(readList, mobileFlags),
    'POST /v1/flags/:key/variation': serveVariation(routeDeps),
    'GET /api/sdk/flags': list(readList, sdkFlags),
    'GET /api/sdk/enterprise-flags': list(readList, sdkEnterpriseFlags),
    'GET /api/sdk/snapshot': list(readList, snapshot),
    'POST /api/segments/:segment_id/evaluate': evaluateSegment(routeDeps),
    'POST /ofrep/v1/evaluate/flags/:key': evaluateOfrepFlag(routeDeps),
    'POST /ofrep/v1/evaluate/flags': evaluateOfrepFlags(routeDeps, streams),
  };
}
