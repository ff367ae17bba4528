import { lookup } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';

import { isPublicAddress } from './public-address.ts';
import { createPublicLookup, notPublic, type LookUpAll } from './public-lookup.ts';

export interface PostOptions {
  /** Lets addresses be called that only this network reaches. */
  allowsPrivate: boolean;
  timeoutMs?: number;
  lookUpAll?: LookUpAll;
}

/** Posts JSON to an address; gives the answer's status, or rejects with a `code` where there is none. */
export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<number>;

const usualTimeoutMs = 10_000;
/** What is read of an answer, so that whoever answers is not cut off in the middle of a short one. */
const mostBytes = 1_024;

/** Posts without following redirects, each time on a connection of its own. */
export const createPost =
  ({ allowsPrivate, timeoutMs = usualTimeoutMs, lookUpAll = lookup }: PostOptions): Post =>
  async (address, headers, body) => {
    const url = new URL(address);
    // A name is looked up; an address is connected to as it is.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
    const options = {
      method: 'POST',
      // A connection that was kept would not be looked up again.
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Halyard',
        ...headers,
      },
      signal: AbortSignal.timeout(timeoutMs),
      ...(!allowsPrivate && { lookup: createPublicLookup(lookUpAll) }),
    };
    return new Promise((resolve, reject) => {
      const { request } = url.protocol === 'https:' ? https : http;
      request(url, options)
        .on('response', (answer) => drain(answer, resolve))
        .on('error', reject)
        .end(body);
    });
  };

function drain(answer: IncomingMessage, resolve: (status: number) => void): void {
  let bytes = 0;
  answer
    .on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) answer.destroy();
    })
    // The status has arrived: what becomes of the rest does not matter.
    .on('error', () => undefined)
    .on('close', () => resolve(answer.statusCode!));
}
