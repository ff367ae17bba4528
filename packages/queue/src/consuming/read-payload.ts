import { queuePayloads, type QueueName, type QueuePayload } from '@halyard/contracts';
import { UnrecoverableError } from 'bullmq';

import { unpack, type JobData } from '../packed-payload.ts';

/** What a job holds; throws for good what is not of the queue's form: that stays so. */
export function readPayload<N extends QueueName>(name: N, data: JobData): QueuePayload<N> {
  const { success, data: payload } = queuePayloads[name].safeParse(unpackForGood(data));
  if (success) return payload as QueuePayload<N>;
  // What it is instead is left out: it may hold anything, and reasons are kept and shown.
  throw new UnrecoverableError('The payload is not of the queue’s form.');
}

function unpackForGood(data: JobData): unknown {
  try {
    return unpack(data);
  } catch {
    throw new UnrecoverableError('The payload cannot be unpacked.');
  }
}
