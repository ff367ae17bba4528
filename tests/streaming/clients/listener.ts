import type { Scope } from '../reference/scope.ts';
import type { Position } from './position.ts';

export const spellings = ['both', 'underscore', 'dotted'] as const;
export type Spelling = (typeof spellings)[number];

/** A change as a client heard it. */
export interface Told extends Position {
  event: string;
  /** Equal texts are the same string: many clients hear them. */
  data: string;
}

/** Who listens, how, and what they have heard. */
export interface Listener {
  name: string;
  scope: Scope;
  spelling: Spelling;
  /** Where the log was when it listened for the first time; from there on it is to hear all. */
  startSeq: number | undefined;
  last: Position;
  told: Told[];
  /** What no stream should ever do. */
  problems: string[];
  counts: { streams: number; refusals: number; resyncs: number; breaks: number };
}

export const createListener = (
  name: string,
  { scope, spelling }: Pick<Listener, 'scope' | 'spelling'>,
): Listener => ({
  name,
  scope,
  spelling,
  startSeq: undefined,
  last: { seq: 0, frame: 0 },
  told: [],
  problems: [],
  counts: { streams: 0, refusals: 0, resyncs: 0, breaks: 0 },
});
