import { setTimeout as wait } from 'node:timers/promises';

import type { Probe } from '../../shared/probe.ts';
import { startProcess, type RunningProcess } from '../../shared/process.ts';
import type { Clients } from '../clients/clients.ts';
import type { Node } from '../processes/node.ts';
import type { Peer, Way } from '../processes/peer.ts';
import type { Setting } from '../setting.ts';
import type { Place, Writer } from '../writer.ts';
import { captureStream } from './capture.ts';

/** Milliseconds of one change until it had come to clients. */
export interface Spread {
  /** From when the server had heard of it. */
  first: number;
  last: number;
  /** From when the writer had its commit acknowledged. */
  lastFromCommit: number;
}

export type Server = 'streaming' | Way;

export interface FanOut {
  rounds: Record<Server, Spread>[];
  changeBytes: number;
  bytesPerStream: number;
  /** With as many streams as one process can have. */
  most: { held: number; spread: Spread };
}

export const streams = 10_000;
export const mostStreams = 19_000;
const rounds = 15;
const pauseMs = 100;

/** A server of one organization's clients. */
interface Told {
  place: Place;
  server: RunningProcess<Pick<Node, 'hintedAt'>>;
  clients: RunningProcess<Clients>;
}

export async function measureFanOut(setting: Setting): Promise<FanOut> {
  const { file, databaseUrl, writer, probe } = setting;
  const [place, peerPlace] = [await writer.createPlace(), await writer.createPlace()];
  const node = startProcess<Node>(file, 'node');
  const port = await node.ask('start', { databaseUrl, mostStreams: 20_000 });
  const capture = await captureStream(port, place, writer);
  const peer = startProcess<Peer>(file, 'peer');
  const { organizationId } = peerPlace;
  const peerPort = await peer.ask('start', { databaseUrl, organizationId, ...capture });
  const before = await node.ask('rss');

  const [clients, peerClients] = [
    startProcess<Clients>(file, 'clients'),
    startProcess<Clients>(file, 'clients'),
  ];
  await clients.ask('open', { port, keys: place.keys, count: streams });
  const bytesPerStream = ((await node.ask('rss')) - before) / streams;
  await peerClients.ask('open', { port: peerPort, keys: peerPlace.keys, count: streams });
  const told = { place, server: node, clients };
  const peerTold = { place: peerPlace, server: peer, clients: peerClients };
  const found = await measureRounds(told, peerTold, { peer, writer, probe });

  await peerClients.ask('close');
  await peer.kill();
  await peerClients.ask('open', { port, keys: place.keys, count: mostStreams - streams });
  const most = await measureMost([told, { ...told, clients: peerClients }], writer);
  await Promise.all([clients, peerClients, node].map((one) => one.kill()));
  return { rounds: found, changeBytes: capture.change.length, bytesPerStream, most };
}

interface Beside {
  peer: RunningProcess<Peer>;
  writer: Writer;
  probe: Probe;
}

async function measureRounds(
  told: Told,
  peerTold: Told,
  beside: Beside,
): Promise<FanOut['rounds']> {
  const { peer, writer, probe } = beside;
  const found: FanOut['rounds'] = [];
  const measurePeer = async (way: Way): Promise<Spread> => {
    await peer.ask('writeIn', { way });
    return measure(peerTold, writer);
  };
  // The first writes are slower than all others.
  for (let round = -2; round < rounds; round++) {
    probe.spin();
    const streaming = await measure(told, writer);
    const [loop, slices] = [await measurePeer('loop'), await measurePeer('slices')];
    if (round >= 0) found.push({ streaming, loop, slices });
  }
  return found;
}

async function measure({ place, server, clients }: Told, writer: Writer): Promise<Spread> {
  await wait(pauseMs);
  const { seq, committedAt } = await writer.toggle(place);
  const { first, last } = await clients.ask('heard', { seq });
  const hintedAt = await server.ask('hintedAt', place);
  return { first: first - hintedAt, last: last - hintedAt, lastFromCommit: last - committedAt };
}

async function measureMost([one, other]: [Told, Told], writer: Writer): Promise<FanOut['most']> {
  const { seq, committedAt } = await writer.toggle(one.place);
  const heard = await Promise.all([one, other].map(({ clients }) => clients.ask('heard', { seq })));
  const hintedAt = await one.server.ask('hintedAt', one.place);
  const first = Math.min(...heard.map((each) => each.first));
  const last = Math.max(...heard.map((each) => each.last));
  const spread = {
    first: first - hintedAt,
    last: last - hintedAt,
    lastFromCommit: last - committedAt,
  };
  return { held: mostStreams, spread };
}
