import { createHash, timingSafeEqual } from 'node:crypto';

import { AppError } from '@halyard/contracts';
import type { Request, RequestHandler } from 'express';

/**
 * Lets pass who knows the installation's operator password: HTTP Basic, with any user name. What
 * pages of others have a browser send is refused, for it adds the password by itself.
 */
export function operatorsOnly(password: string): RequestHandler {
  const expected = digest(password);
  return (req, _res, next) => {
    const given = readPassword(req.headers.authorization);
    // Digests are of one length, whatever was given.
    if (given === undefined || !timingSafeEqual(digest(given), expected)) throw unauthorized();
    if (req.method !== 'GET' && isCrossSite(req)) {
      throw new AppError('forbidden', 'Another site may not do this.');
    }
    next();
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function readPassword(header: string | undefined): string | undefined {
  const [, credentials] = /^basic +([\w+/]+=*)$/i.exec(header ?? '') ?? [];
  if (credentials === undefined) return undefined;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  return password;
}

/** Clients that are no browsers do not say where a request comes from. */
const isCrossSite = ({ headers }: Request): boolean =>
  ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']));

const unauthorized = (): AppError =>
  new AppError('unauthorized', 'The operator password is needed.', undefined, {
    'www-authenticate': 'Basic realm="Halyard operators", charset="UTF-8"',
  });
