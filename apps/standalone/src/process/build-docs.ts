import { fileURLToPath } from 'node:url';

import { routes } from '@halyard/contracts';
import { createApiDocs } from '@halyard/http';

import installation from '../../../../package.json' with { type: 'json' };

/** The build puts it beside the bundle. */
const scriptFile = fileURLToPath(new URL('scalar.js', import.meta.url));

/** The documentation of all routes; what makes the document is loaded when it is asked for. */
export const buildDocs = () =>
  createApiDocs({
    scriptFile,
    async createDocument() {
      const { createOpenApiDocument } = await import('@halyard/contracts/openapi');
      return createOpenApiDocument(routes, { version: installation.version });
    },
  });
