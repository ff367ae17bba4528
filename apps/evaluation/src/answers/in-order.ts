/**
 * The same JSON with the fields of its objects in the order of their names. Nodes hold what users
 * wrote in different orders: as it was sent, or as PostgreSQL keeps it.
 */
export function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, inOrder<unknown>(inner)])) as T;
}
