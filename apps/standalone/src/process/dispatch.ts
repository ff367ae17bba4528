import type { RequestListener } from 'node:http';

import { createRouteMatcher, routes, type Service } from '@halyard/contracts';
import { createExpressApp, type Logger } from '@halyard/http';

/** One listener for all services: each request goes to the service its route belongs to. */
export function createDispatcher(
  services: Record<Service, RequestListener>,
  log: Logger,
): RequestListener {
  const match = createRouteMatcher(routes);
  const noService = createExpressApp({ routes, log });

  return (req, res) => {
    const [path = '/'] = (req.url ?? '/').split('?', 1);
    const found = match(req.method ?? 'GET', path);
    const listener = found.kind === 'route' ? services[found.route.service] : noService;
    listener(req, res);
  };
}
