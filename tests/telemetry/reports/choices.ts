/** Takes a number apart into choices: no two numbers make the same ones, until all were made. */
export function createChoices(number: number) {
  let rest = number;
  return {
    pick<T>(from: readonly T[]): T {
      const picked = from[rest % from.length]!;
      rest = Math.floor(rest / from.length);
      return picked;
    },
    /** Fails where there were too few choices. */
    end(): void {
      if (rest > 0) throw new Error(`There are no choices of their own for number ${number}.`);
    },
  };
}
