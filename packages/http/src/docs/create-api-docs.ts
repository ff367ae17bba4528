import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';

import { AppError } from '@halyard/contracts';
import express, { type RequestHandler } from 'express';

import { crossOriginHeaders, preflightHeaders } from '../routing/cross-origin.ts';
import { docsPage, docsPageHeaders } from './docs-page.ts';

export interface ApiDocsOptions {
  /** Makes the OpenAPI document; asked by the first request for it. */
  createDocument: () => Promise<object>;
  /** Scalar's script for browsers. */
  scriptFile: string;
}

const open = { origins: 'any' } as const;
const allow = 'GET, HEAD, OPTIONS';

/**
 * What the API is, for programs at `/openapi.json` and for people at `/docs`. Costs nothing until
 * somebody asks; the document is made once.
 */
export function createApiDocs({ createDocument, scriptFile }: ApiDocsOptions): RequestHandler {
  let document: Promise<Serialised> | undefined;
  const router = express.Router({ strict: true, caseSensitive: true });

  router.get('/openapi.json', async (_req, res) => {
    document ??= createDocument().then(serialise);
    const { json, etag } = await document;
    res.set({ ...crossOriginHeaders(open), etag, 'cache-control': 'no-cache' });
    res.type('json').send(json);
  });
  router.get('/docs', (_req, res) => {
    res.set(docsPageHeaders).type('html').send(docsPage);
  });
  router.get('/docs/scalar.js', (_req, res, next) => {
    // By its folder: a path of which any other part begins with a dot is not sent.
    const root = dirname(scriptFile);
    res.set('cache-control', 'no-cache');
    res.sendFile(basename(scriptFile), { root, cacheControl: false }, next);
  });
  router.all(['/openapi.json', '/docs', '/docs/scalar.js'], refuse);
  return router;
}

interface Serialised {
  json: string;
  etag: string;
}

function serialise(document: object): Serialised {
  const json = JSON.stringify(document);
  const hash = createHash('sha256').update(json).digest('base64url');
  return { json, etag: `"${hash}"` };
}

const refuse: RequestHandler = ({ method }, res) => {
  res.set({ allow, ...crossOriginHeaders(open) });
  if (method !== 'OPTIONS') {
    throw new AppError('method_not_allowed', `This address takes ${allow}.`);
  }
  res.writeHead(204, preflightHeaders([open], allow)).end();
};
