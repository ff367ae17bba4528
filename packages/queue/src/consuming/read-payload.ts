import { queuePayloads, type QueueName, type QueuePayload } from '@halyard/contracts';
import { UnrecoverableError } from 'bullmq';

import { unpack, type JobData } from '../packed-payload.ts';

/** What a job holds; rejects for good what is not of the queue's form: that stays so. */
export async function readPayload<N extends QueueName>(
  name: N,
  data: JobData,
): Promise<QueuePayload<N>> {
  const unpacked = await unpack(data).catch(() => {
    throw new UnrecoverableError('The payload cannot be unpacked.');
  });
  const { success, data: payload } = queuePayloads[name].safeParse(unpacked);
  if (success) return payload as QueuePayload<N>;
  // What it is instead is left out: it may hold anything, and reasons are kept and shown.
  throw new UnrecoverableError('The payload is not of the queue’s form.');
}
