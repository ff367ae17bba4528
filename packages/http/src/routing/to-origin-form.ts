const origin = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** A request's target as a path with its query: proxies may name the whole address. */
export function toOriginForm(target: string): string {
  if (target.startsWith('/') || target === '*') return target;
  const path = target.replace(origin, '');
  return path.startsWith('/') ? path : `/${path}`;
}
