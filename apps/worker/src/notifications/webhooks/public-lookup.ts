import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address.ts';

/** What `dns.lookup` is, where it gives all that a name has. */
export type LookUpAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks up only public addresses of a name. A connection is made to one of those that it is given,
 * so that it does not matter what the name says a moment later.
 */
export const createPublicLookup =
  (lookUpAll: LookUpAll): LookupFunction =>
  (hostname, options, callback) => {
    lookUpAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first, ...others] = addresses.filter(({ address }) => isPublicAddress(address));
      if (!first) return callback(notPublic(), '', 0);
      if (options.all) return callback(null, [first, ...others]);
      callback(null, first.address, first.family);
    });
  };

/** Whoever may make a webhook must not reach by it what only this process can reach. */
export const notPublic = (): NodeJS.ErrnoException =>
  Object.assign(new Error('The webhook’s address is not public.'), { code: 'NOT_PUBLIC' });
