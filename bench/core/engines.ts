import { compile, type CompiledDataSet, type EvaluationRequest } from '@halyard/core';
import { FlagdCore } from '@openfeature/flagd-core';

import {
  createId,
  peopleCount,
  toFlagdContext,
  toHalyardContext,
  type Person,
} from './contexts.ts';
import {
  applicationId,
  createFlagdFlag,
  createHalyardFlag,
  environment,
  kinds,
  now,
  segments,
  type Kind,
} from './flags.ts';

/** What flagd-core is asked. */
export interface FlagdRequest {
  readonly flagKey: string;
  readonly context: ReturnType<typeof toFlagdContext>;
}

/** The two engines with the same flags loaded. */
export interface Engines {
  readonly halyard: CompiledDataSet;
  readonly flagd: FlagdCore;
}

const kindOf = (index: number): Kind => kinds[index % kinds.length]!;

export const keyOf = (index: number): string => `${kindOf(index)}-flag-${index}`;

/** Indexes of the loaded flags of one kind. */
export const indexesOf = (kind: Kind, loaded: number): readonly number[] =>
  Array.from({ length: loaded }, (_, index) => index).filter((index) => kindOf(index) === kind);

export const loadEngines = (loaded: number): Engines => ({
  halyard: loadHalyard(loaded),
  flagd: loadFlagd(loaded),
});

export function loadHalyard(loaded: number): CompiledDataSet {
  const flags = Array.from({ length: loaded }, (_, index) =>
    createHalyardFlag(kindOf(index), keyOf(index), createId(index)),
  );
  return compile({ flags, segments });
}

function loadFlagd(loaded: number): FlagdCore {
  const flags = Array.from({ length: loaded }, (_, index) => [
    keyOf(index),
    createFlagdFlag(kindOf(index)),
  ]);
  const silent = () => undefined;
  const flagd = new FlagdCore(undefined, {
    error: silent,
    warn: silent,
    info: silent,
    debug: silent,
  });
  flagd.setConfigurations(JSON.stringify({ flags: Object.fromEntries(flags) }));
  return flagd;
}

/** Requests of everybody, each for the next of the flags. */
export const toHalyardRequests = (
  people: readonly Person[],
  keys: readonly string[],
): readonly EvaluationRequest[] =>
  people.map((person, index) => ({
    applicationId,
    flagKey: keys[index % keys.length]!,
    environment,
    context: toHalyardContext(person),
    now,
  }));

export const toFlagdRequests = (
  people: readonly Person[],
  keys: readonly string[],
): readonly FlagdRequest[] =>
  people.map((person, index) => ({
    flagKey: keys[index % keys.length]!,
    context: toFlagdContext(person),
  }));

export const mask = peopleCount - 1;
