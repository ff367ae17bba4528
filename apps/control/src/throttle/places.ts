const mostOfAddress = 20;
const mostInAll = 1_000;

/** Places for answers that are held: a few for each address, not too many for all of them. */
export interface Places {
  hasFor(address: string): boolean;
  hasAny(): boolean;
  /** Gives what leaves it again. */
  take(address: string): () => void;
}

export function createPlaces(): Places {
  const takenBy = new Map<string, number>();
  let taken = 0;

  function add(address: string, amount: 1 | -1): void {
    const left = (takenBy.get(address) ?? 0) + amount;
    if (left === 0) takenBy.delete(address);
    else takenBy.set(address, left);
    taken += amount;
  }

  return {
    hasFor: (address) => (takenBy.get(address) ?? 0) < mostOfAddress,
    hasAny: () => taken < mostInAll,
    take(address) {
      add(address, 1);
      return () => add(address, -1);
    },
  };
}
