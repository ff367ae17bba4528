/** The services a route can belong to. */
export type Service = 'evaluation';

export interface Route {
  service: Service;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Template of literal segments and `:parameters`. */
  path: string;
}

/** Every public route of the installation, each once. */
export const routes = [
  { service: 'evaluation', method: 'POST', path: '/api/flags/:key/evaluate' },
  { service: 'evaluation', method: 'POST', path: '/v1/evaluate' },
] as const satisfies readonly Route[];

export type RoutePath = (typeof routes)[number]['path'];
