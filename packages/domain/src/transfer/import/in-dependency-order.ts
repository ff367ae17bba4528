/** What others depend on comes before them, as far as that goes: in a circle somebody has to be first. */
export function inDependencyOrder<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  dependenciesOf: (item: T) => readonly string[],
): T[] {
  const waiting = new Map(items.map((item) => [nameOf(item), item]));
  const ordered: T[] = [];
  const put = (item: T): void => {
    waiting.delete(nameOf(item));
    for (const name of dependenciesOf(item)) {
      const dependency = waiting.get(name);
      if (dependency) put(dependency);
    }
    ordered.push(item);
  };
  for (const item of items) if (waiting.has(nameOf(item))) put(item);
  return ordered;
}
