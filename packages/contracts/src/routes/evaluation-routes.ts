import { EvaluateFlagRequest, FlagEvaluation } from '../evaluation/flag-evaluation.ts';
import { EvaluateFlagsRequest, FlagEvaluations } from '../evaluation/flag-evaluations.ts';
import { FlagList, FlagListQuery, FlagVariation, MobileFlagList } from '../evaluation/flag-list.ts';
import { OfrepEvaluation, OfrepEvaluations, OfrepRequest } from '../evaluation/ofrep.ts';
import { EvaluateSegmentRequest, SegmentEvaluation } from '../evaluation/segment-evaluation.ts';
import { SnapshotAnswer } from '../evaluation/snapshot.ts';
import {
  V1BulkRequest,
  V1EvaluateRequest,
  V1Evaluation,
  V1Evaluations,
} from '../evaluation/v1-evaluation.ts';
import { evaluateSegment } from '../examples/segments.ts';
import type { Route } from './route.ts';

const oneBody = 64 * 1024;
const manyBody = 1024 * 1024;

const route = { service: 'evaluation', access: 'key_or_token', origins: 'any' } as const;
const post = { ...route, method: 'POST' } as const;
const get = { ...route, method: 'GET', query: FlagListQuery } as const;

const evaluateFlag = {
  ...post,
  summary: 'Evaluates one flag.',
  body: { schema: EvaluateFlagRequest, maxBytes: oneBody },
  answers: { 200: FlagEvaluation },
} as const;

/** Everything the evaluation service answers. */
export const evaluationRoutes = [
  { ...evaluateFlag, path: '/api/flags/:key/evaluate' },
  { ...evaluateFlag, path: '/api/evaluate/:key' },
  { ...evaluateFlag, path: '/v1/flags/:key/evaluate' },
  {
    ...post,
    path: '/api/flags/evaluate',
    summary: 'Evaluates many flags for one context.',
    body: { schema: EvaluateFlagsRequest, maxBytes: manyBody },
    answers: { 200: FlagEvaluations },
  },
  {
    ...post,
    path: '/v1/evaluate',
    summary: 'Evaluates one flag for one user.',
    body: { schema: V1EvaluateRequest, maxBytes: oneBody },
    answers: { 200: V1Evaluation },
  },
  {
    ...post,
    path: '/v1/evaluate/bulk',
    summary: 'Evaluates one flag for many users.',
    body: { schema: V1BulkRequest, maxBytes: manyBody },
    answers: { 200: V1Evaluations },
  },
  {
    ...get,
    path: '/v1/flags',
    summary: 'Lists the flags, as mobile clients read them.',
    answers: { 200: MobileFlagList, 304: null },
  },
  {
    ...post,
    path: '/v1/flags/:key/variation',
    summary: 'Says which variation of a flag is served.',
    body: { schema: EvaluateFlagRequest, maxBytes: oneBody },
    answers: { 200: FlagVariation },
  },
  {
    ...get,
    path: '/api/sdk/flags',
    summary: "Lists the application's flags and the enterprise flags that apply to it.",
    answers: { 200: FlagList, 304: null },
  },
  {
    ...get,
    path: '/api/sdk/enterprise-flags',
    summary: 'Lists the enterprise flags alone.',
    answers: { 200: FlagList, 304: null },
  },
  {
    ...get,
    path: '/api/sdk/snapshot',
    access: 'server_key',
    summary: 'Gives all that an SDK needs to evaluate by itself.',
    answers: { 200: SnapshotAnswer, 304: null },
  },
  {
    ...post,
    path: '/api/segments/:segment_id/evaluate',
    access: 'server_key_or_token',
    summary: 'Says whether a context belongs to a segment.',
    body: { schema: EvaluateSegmentRequest, maxBytes: oneBody },
    example: evaluateSegment,
    answers: { 200: SegmentEvaluation },
  },
  {
    ...post,
    path: '/ofrep/v1/evaluate/flags/:key',
    summary: 'Evaluates one flag, by the OpenFeature Remote Evaluation Protocol.',
    body: { schema: OfrepRequest, maxBytes: oneBody },
    answers: { 200: OfrepEvaluation },
  },
  {
    ...post,
    path: '/ofrep/v1/evaluate/flags',
    summary: 'Evaluates all flags, by the OpenFeature Remote Evaluation Protocol.',
    body: { schema: OfrepRequest, maxBytes: manyBody },
    answers: { 200: OfrepEvaluations, 304: null },
  },
] as const satisfies readonly Route[];
