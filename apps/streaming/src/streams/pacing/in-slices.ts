/** So many writes to sockets take a few milliseconds; then others have their turn. */
const atOnce = 500;

/** Does something with each of a set, with other work in between; who joins meanwhile may be left out. */
export function inSlices<T>(
  set: Iterable<T>,
  act: (one: T) => void,
  { onSlice, onEnd }: { onSlice?: () => void; onEnd?: () => void } = {},
): void {
  const rest = set[Symbol.iterator]();
  const slice = (): void => {
    for (let count = 0; count < atOnce; count++) {
      const { done, value } = rest.next();
      if (done) {
        onSlice?.();
        onEnd?.();
        return;
      }
      act(value);
    }
    onSlice?.();
    setImmediate(slice);
  };
  slice();
}
