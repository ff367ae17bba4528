/** Keys of one kind. The braces keep all keys of one name on one node of a Cluster. */
export const createKeys =
  (prefix: string, kind: string) =>
  (name: string): string =>
    `${prefix}:${kind}:{${name}}`;
