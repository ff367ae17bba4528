import { isIP } from 'node:net';

import { compile } from 'proxy-addr';
import { z } from 'zod';

/** Whether the address that is so many hops away from this process is a trusted proxy's. */
export type TrustsHop = (address: string, hop: number) => boolean;

const hopCount = /^\d{1,2}$/;
const namedNetworks = new Set(['loopback', 'linklocal', 'uniquelocal']);

/**
 * Reads what `TRUST_PROXY` says: how many proxies there are, or their addresses, networks (CIDR),
 * `loopback`, `linklocal`, `uniquelocal`, with commas between. `undefined` when no proxy is trusted;
 * throws when it cannot be read.
 */
export function readTrustProxy(text: string): TrustsHop | undefined {
  if (hopCount.test(text)) {
    const hops = Number(text);
    return hops === 0 ? undefined : (_address, hop) => hop < hops;
  }
  return compile(text.split(',').map(readNetwork));
}

function readNetwork(part: string): string {
  const network = part.trim();
  // proxy-addr would take 1000 for the address 0.0.3.232.
  const isKnown = namedNetworks.has(network) || isIP(network.split('/')[0]!) !== 0;
  if (!isKnown) throw new TypeError('There is no such network.');
  return network;
}

/** `TRUST_PROXY` in the environment, unread. */
export const trustProxy = z.string().refine(isReadable, {
  error:
    'must be the number of proxies in front, or their addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal, with commas between',
});

function isReadable(text: string): boolean {
  try {
    readTrustProxy(text);
    return true;
  } catch {
    return false;
  }
}
