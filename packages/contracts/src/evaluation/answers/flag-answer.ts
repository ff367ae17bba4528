import type { Configuration, Decision, Flag } from '@halyard/core';

import { rememberBy } from './remember.ts';
import { toTraceJson } from './trace-json.ts';

/** The beginning of a flag's answers, which depends on nothing but whether it is on. */
interface Beginnings {
  readonly on: string;
  readonly off: string;
  /** Key of a variation → the fields that name it. */
  readonly variations: Map<string, string>;
}

/** Writes answers of `/api/flags/:key/evaluate` (`FlagEvaluation`) as JSON. */
export type WriteFlagAnswer = (decision: Decision, nowMs: number) => string;

/** What does not depend on the request is written once a flag: this is most of an answer. */
export function createWriteFlagAnswer(): WriteFlagAnswer {
  const beginningsOf = rememberBy(write);
  const configurationOf = rememberBy((given: Configuration) => JSON.stringify(given));

  return (decision, nowMs) => {
    const { flag, enabled, reason, variation, configuration, trace } = decision;
    const beginnings = beginningsOf(flag);
    let json = `${enabled ? beginnings.on : beginnings.off},"reason":"${reason}"`;
    if (variation !== undefined) json += writeVariation(beginnings, variation);
    if (configuration) json += `,"configuration":${configurationOf(configuration)}`;
    if (trace) json += `,"trace":${toTraceJson(trace)}`;
    const timestamp = Math.floor(nowMs / 1_000);
    return `${json},"timestamp":${timestamp},"context":${writeContext(decision)}}`;
  };
}

function write({ id, key, application_id, version, description }: Flag): Beginnings {
  const fields = JSON.stringify({
    scope: application_id === null ? 'enterprise' : 'application',
    version,
    flag_id: id,
    flagId: id,
    description,
  });
  const begin = (enabled: boolean): string =>
    `{"key":${JSON.stringify(key)},"enabled":${enabled},"value":${enabled},${fields.slice(1, -1)}`;
  return { on: begin(true), off: begin(false), variations: new Map() };
}

function writeVariation({ variations }: Beginnings, variation: string): string {
  const written = variations.get(variation);
  if (written !== undefined) return written;
  const key = JSON.stringify(variation);
  const fields = `,"variation":${key},"variant":${key}`;
  variations.set(variation, fields);
  return fields;
}

const writeContext = ({ identifierKind, identifier }: Decision): string =>
  identifierKind ? `{"${identifierKind}":${JSON.stringify(identifier)}}` : '{}';
