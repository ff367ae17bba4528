import type { GoldenCase } from '@halyard/core/testing';
import type { z } from 'zod';

/** One of the APIs by which golden cases are asked. */
export interface Way {
  readonly name: string;
  /** Why a case cannot be said in this API; `undefined` where it can. */
  findObstacle(given: GoldenCase): string | undefined;
  say(given: GoldenCase): Question;
  /** What must come back, as far as the case tells. */
  expected(given: GoldenCase): Answer;
  /** The form of each body by its status; what the case does not tell is not compared. */
  readonly bodies: Readonly<Record<number, z.ZodType>>;
}

export interface Question {
  readonly path: string;
  readonly body: object;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}
