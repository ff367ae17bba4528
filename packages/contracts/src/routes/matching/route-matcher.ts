import type { Route } from '../route.ts';

export type RouteMatch<R extends Route> =
  | { kind: 'route'; route: R; params: readonly string[] }
  /** The path exists, but not with this method. */
  | { kind: 'wrong_method'; routes: readonly R[] }
  | { kind: 'no_route' };

interface Node<R> {
  literals: Map<string, Node<R>>;
  parameter: Node<R> | undefined;
  methods: Map<string, R>;
}

const createNode = <R>(): Node<R> => ({
  literals: new Map(),
  parameter: undefined,
  methods: new Map(),
});

/**
 * Compiles routes into a matcher of method and path (without the query). The most specific
 * template wins: segment by segment a literal beats a parameter. Parameters come back in order and
 * percent-decoded; a path whose escapes cannot be decoded matches nothing.
 */
export function createRouteMatcher<R extends Route>(
  routes: readonly R[],
): (method: string, path: string) => RouteMatch<R> {
  const root = createNode<R>();
  for (const route of routes) insert(root, route);

  return (method, path) => {
    const segments = path.split('/');
    const params: string[] = [];
    const node = find(root, segments, 1, params);
    if (!node) return { kind: 'no_route' };
    const route = node.methods.get(method);
    if (!route) return { kind: 'wrong_method', routes: [...node.methods.values()] };
    return decodeAll(params) ? { kind: 'route', route, params } : { kind: 'no_route' };
  };
}

function insert<R extends Route>(root: Node<R>, route: R): void {
  let node = root;
  for (const segment of route.path.split('/').slice(1)) {
    if (segment.startsWith(':')) {
      node = node.parameter ??= createNode<R>();
      continue;
    }
    let next = node.literals.get(segment);
    if (!next) node.literals.set(segment, (next = createNode<R>()));
    node = next;
  }
  if (node.methods.has(route.method)) {
    throw new Error(`Two routes for ${route.method} ${route.path}`);
  }
  node.methods.set(route.method, route);
}

function find<R>(
  node: Node<R>,
  segments: readonly string[],
  index: number,
  params: string[],
): Node<R> | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.methods.size > 0 ? node : undefined;

  const literal = node.literals.get(segment);
  const found = literal && find(literal, segments, index + 1, params);
  if (found) return found;

  if (!node.parameter || segment === '') return undefined;
  const length = params.length;
  params.push(segment);
  const byParameter = find(node.parameter, segments, index + 1, params);
  if (!byParameter) params.length = length;
  return byParameter;
}

function decodeAll(params: string[]): boolean {
  try {
    for (let index = 0; index < params.length; index++) {
      const param = params[index]!;
      if (param.includes('%')) params[index] = decodeURIComponent(param);
    }
    return true;
  } catch {
    return false;
  }
}
