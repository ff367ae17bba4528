import { setTimeout as wait } from 'node:timers/promises';

import { startProcess } from '../../shared/process.ts';
import type { Clients } from '../clients/clients.ts';
import type { Node } from '../processes/node.ts';
import type { Setting } from '../setting.ts';
import type { Place, Write, Writer } from '../writer.ts';

export interface Quantiles {
  p50: number;
  p99: number;
  most: number;
  /** How many there are of. */
  count: number;
}

/** Milliseconds until a change had come to a client, of every change and client. */
export interface Latency {
  fromCommit: Quantiles;
  fromCall: Quantiles;
}

export const streams = 1_000;
export const perSecond = 20;
const seconds = 20;
const parts = 4;

export async function measureLatency({
  file,
  databaseUrl,
  writer,
  probe,
}: Setting): Promise<Latency> {
  const place = await writer.createPlace();
  const node = startProcess<Node>(file, 'node');
  const port = await node.ask('start', { databaseUrl, mostStreams: streams });
  const clients = startProcess<Clients>(file, 'clients');
  await clients.ask('open', { port, keys: place.keys, count: streams });

  const writes: Write[] = [];
  for (let part = 0; part < parts; part++) {
    probe.spin();
    writes.push(...(await makeChanges(writer, place)));
  }
  const last = Math.max(...writes.map(({ seq }) => seq));
  await clients.ask('heard', { seq: last });
  const since = (moment: 'committedAt' | 'calledAt') =>
    clients.ask('latencies', { writtenAt: writes.map((write) => [write.seq, write[moment]]) });
  const found = { fromCommit: await since('committedAt'), fromCall: await since('calledAt') };
  await Promise.all([clients, node].map((one) => one.kill()));
  return found;
}

/** At a pace that does not wait for the answers. */
function makeChanges(writer: Writer, place: Place): Promise<Write[]> {
  const startedAt = performance.now();
  const changes = (perSecond * seconds) / parts;
  return Promise.all(
    Array.from({ length: changes }, async (_, index) => {
      await wait(startedAt + (index * 1_000) / perSecond - performance.now());
      return writer.toggle(place, index % place.flagIds.length);
    }),
  );
}
