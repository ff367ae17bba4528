/** The same function, that finds what belongs to an argument once. */
export function remember<A, R>(find: (argument: A) => R): (argument: A) => R {
  const known = new Map<A, R>();
  return (argument) => {
    const found = known.get(argument);
    if (found !== undefined) return found;
    const made = find(argument);
    known.set(argument, made);
    return made;
  };
}
