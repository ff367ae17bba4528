import type { IncomingMessage } from 'node:http';

import { all } from 'proxy-addr';

import { canonicalAddress, plainAddress } from './canonical-address.ts';
import { readTrustProxy } from './trust-proxy.ts';

/** The address of who sent a request; empty once the connection is gone. */
export type ClientAddress = (req: IncomingMessage) => string;

/**
 * Tells who sends requests: the peer, unless it is a trusted proxy; then who that says it is, and so
 * on. Takes the text of `TRUST_PROXY`; without it `X-Forwarded-For` is not even looked at.
 */
export function createClientAddress(trustProxy?: string): ClientAddress {
  const trustsHop = trustProxy === undefined ? undefined : readTrustProxy(trustProxy);
  if (!trustsHop) return peerAddress;
  return (req) => {
    if (req.headers['x-forwarded-for'] === undefined) return peerAddress(req);
    // What a proxy passed on need not be an address; then the nearest before it that is one.
    const addresses = all(req, trustsHop).map((one) => canonicalAddress(one ?? ''));
    return addresses.findLast((one) => one !== undefined) ?? '';
  };
}

const peerAddress = ({ socket: { remoteAddress } }: IncomingMessage): string =>
  remoteAddress === undefined ? '' : plainAddress(remoteAddress);
