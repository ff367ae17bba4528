import { randomFillSync, timingSafeEqual } from 'node:crypto';

import { createMinter, type EvaluationOutcome } from './create-minter.ts';
import type { EvaluationSecrets } from './evaluation-secrets.ts';
import { headLength, readHead } from './head.ts';
import { createTagger } from './tagger.ts';
import { parseUuid } from './text.ts';
import { isValidAt, toMs } from './time.ts';

interface EvaluationIdsOptions {
  secrets: EvaluationSecrets;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Fills a buffer with random bytes. */
  random?: (buffer: Buffer) => unknown;
}

export interface VerifiedEvaluation extends EvaluationOutcome {
  /** The beginning of the ten minutes it was minted in. */
  mintedAtMs: number;
}

/** Mints ids of evaluations and reads them again; none is kept. */
export interface EvaluationIds {
  /** A UUID (version 8) that says what was answered, where and when, and that its organization says so. */
  mint: (organizationId: string, outcome: EvaluationOutcome) => string;
  /** `undefined` for what is not an id of that organization, or is over 30 days old. */
  verify: (organizationId: string, id: string) => VerifiedEvaluation | undefined;
}

export function createEvaluationIds({
  secrets: { current, secrets },
  now,
  random = randomFillSync,
}: EvaluationIdsOptions): EvaluationIds {
  const taggers = new Map([...secrets].map(([keyId, secret]) => [keyId, createTagger(secret)]));
  const tagger = taggers.get(current);
  if (!tagger) throw new Error(`There is no secret for the current key id, ${current}.`);
  return {
    mint: createMinter({ keyId: current, tagger, now, random }),

    verify(organizationId, id) {
      const bytes = parseUuid(id);
      if (!bytes) return undefined;
      const head = bytes.subarray(0, headLength);
      const { keyId, serial, value, time } = readHead(head);
      const expected = taggers.get(keyId)?.(organizationId, head);
      if (expected === undefined) return undefined;
      if (!timingSafeEqual(bytes.subarray(headLength), Buffer.from(expected, 'hex'))) {
        return undefined;
      }
      return isValidAt(time, now()) ? { serial, value, mintedAtMs: toMs(time) } : undefined;
    },
  };
}
