import { pathOf, type Dispatch } from '@halyard/http';

import { script, style } from './generated/assets.ts';
import { pagePaths, type PageName } from './page-paths.ts';
import { securityHeaders } from './security-headers.ts';
import { renderPage } from './templates/render-page.ts';

/** Answers GET and HEAD of the pages that one-time links lead to. */
export function createPages(): Dispatch {
  const pages = new Map(
    Object.entries(pagePaths).map(([name, path]) => [
      path as string,
      Buffer.from(renderPage(name as PageName)),
    ]),
  );
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    ...securityHeaders(script, style),
  };
  return (req, res) => {
    const page = pages.get(pathOf(req));
    if (!page || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
    res.writeHead(200, { ...headers, 'content-length': page.length });
    // Node leaves a HEAD's body out.
    res.end(page);
    return true;
  };
}
