import { dayAt, type QueuePayload, type TelemetryBatch } from '@halyard/contracts';

import { authorise } from '../../authorise.ts';
import type { Context } from '../../context/context.ts';
import { withTransaction, type Transaction } from '../../transaction/with-transaction.ts';
import { createKnownNames } from '../names/known-names.ts';
import type { Named } from '../names/named.ts';
import { inPortions } from './in-portions.ts';
import { takeInCounts } from './take-in-counts.ts';
import { takeInTelemetry } from './take-in-telemetry.ts';

/** Takes in what was evaluated and what went wrong: each batch as a whole, or not at all. */
export interface Intake {
  /**
   * What clients reported. A batch counts once, and so does an event with an id within a day, however
   * often and in whatever order they come: after an error all may be given again.
   */
  recordTelemetry(batches: readonly TelemetryBatch[]): Promise<void>;
  /** What a node counted of its own evaluations; a batch counts once. */
  recordCounts(batch: QueuePayload<'evaluation-counts'>): Promise<void>;
}

/** Which names flags are counted by on a day. */
export interface NamesOfDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Whether it is known to be counted. */
  isKnown(named: Named): boolean;
}

/** Gives the names that were found to be counted. */
type TakeIn = (tx: Transaction, names: NamesOfDay) => Promise<readonly Named[]>;

/** Tens of thousands of events are written at once where many come. */
const timeoutMs = 15_000;

/** The intake of one process, which remembers what names are counted. */
export function createIntake(ctx: Context): Intake {
  const known = createKnownNames();

  async function run(takeIn: TakeIn): Promise<void> {
    authorise(ctx, 'telemetry:record', null);
    const day = dayAt(ctx.now().getTime());
    const names = { day, isKnown: (named: Named) => known.has(named, day) };
    const found = await withTransaction(ctx, (tx) => takeIn(tx, names), timeoutMs);
    known.add(found, day);
  }

  return {
    async recordTelemetry(batches) {
      for (const some of inPortions(batches)) {
        await run((tx, names) => takeInTelemetry(tx, some, names));
      }
    },
    recordCounts: (batch) => run((tx, names) => takeInCounts(tx, batch, names)),
  };
}
