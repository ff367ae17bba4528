import {
  boundedName,
  createCountryCodes,
  knownEnvironment,
  longestLanguage,
} from '@halyard/contracts';
import type { Decision, Flag } from '@halyard/core';

import type { EvaluationCounts } from '../evaluation-counts.ts';
import { longestClient, mostClients, mostLanguages } from './bounds.ts';
import {
  addCaller,
  createCollected,
  createEnvironmentCounts,
  createFlagCounts,
  getOrAdd,
  hourAt,
  type CallerCounts,
  type Collected,
  type Dropped,
  type EnvironmentCounts,
  type FlagCounts,
} from './collected.ts';
import { addPlace } from './place.ts';
import { addTo, createRow, nobody, positionOf, rowOf } from './rows.ts';

export interface Collector extends Pick<EvaluationCounts, 'count'> {
  /** Gives what was counted, and begins anew; `undefined` where there was nothing. */
  take(nowMs: number): Collected | undefined;
  /** Since the process started. */
  readonly dropped: Readonly<Dropped>;
}

/**
 * Counts in maps of maps, so that an evaluation like one before it allocates nothing; identifiers
 * are numbered, so that each is hashed once and rows hold small numbers.
 */
export function createCollector(startedAtMs: number): Collector {
  const countryCodes = createCountryCodes();
  const dropped: Dropped = { rows: 0, identifiers: 0 };
  let collected = createCollected(startedAtMs, dropped);
  let hour = hourAt(collected, startedAtMs);

  return {
    dropped,
    count(key, decision, environment, hasId, geolocation, language, client, nowMs) {
      if (nowMs < hour.startsAtMs || nowMs >= hour.endsAtMs) hour = hourAt(collected, nowMs);
      const caller = hour.callers.get(key) ?? addCaller(collected, hour, key);
      const { organization, flags } = caller;
      organization.evaluations += 1;
      const { flag: decided, identifier } = decision;
      const flag = flags.get(decided.id) ?? getOrAdd(flags, decided.id, createFlagCounts);
      const counts =
        flag.environments.get(environment) ?? environmentOf(flag, decided, environment);
      const user =
        identifier === undefined ? nobody : positionOf(collected, organization, identifier);
      addResult(collected, counts, decision, hasId, user);
      if (typeof geolocation === 'object' && geolocation !== null) {
        addPlace(collected, countryCodes, flag, counts, geolocation, user);
      }
      if (typeof language === 'string') addLanguage(collected, counts, language, user);
      if (client !== undefined) noteClient(caller, client);
    },
    take(nowMs) {
      const taken = collected;
      collected = createCollected(nowMs, dropped);
      hour = hourAt(collected, nowMs);
      return taken.clients.size > 0 ? taken : undefined;
    },
  };
}

/** Environments that the flag does not have share one. */
function environmentOf(counts: FlagCounts, flag: Flag, environment: string): EnvironmentCounts {
  const name = knownEnvironment(flag, environment);
  return getOrAdd(counts.environments, name, createEnvironmentCounts);
}

function addResult(
  collected: Collected,
  counts: EnvironmentCounts,
  { enabled, variation }: Decision,
  hasId: boolean,
  user: number,
): void {
  const row = enabled
    ? rowOf(collected, counts.on, variation)
    : (counts.off ??= createRow(collected));
  addTo(collected, row, user);
  if (row && hasId) row.identified += 1;
}

function addLanguage(
  collected: Collected,
  { languages }: EnvironmentCounts,
  language: string,
  user: number,
): void {
  if (language === '') return;
  const hasRoom = languages.size < mostLanguages;
  const row =
    languages.get(language) ??
    rowOf(collected, languages, boundedName(language, longestLanguage, hasRoom));
  addTo(collected, row, user);
}

function noteClient({ clients }: CallerCounts, name: string): void {
  if (name === '' || clients.has(name)) return;
  clients.add(boundedName(name, longestClient, clients.size < mostClients));
}
