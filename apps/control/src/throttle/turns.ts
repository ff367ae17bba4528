/** Runs the tasks of one name one after the other, first come, first served; names do not wait. */
export type TakeTurn = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export function createTurns(): TakeTurn {
  /** Of each name, when the last that has come so far will be done. */
  const lastOf = new Map<string, Promise<void>>();

  return async (name, task) => {
    const before = lastOf.get(name);
    const done = before ? before.then(task) : task();
    const last = done.then(ignore, ignore);
    lastOf.set(name, last);
    try {
      return await done;
    } finally {
      if (lastOf.get(name) === last) lastOf.delete(name);
    }
  };
}

const ignore = (): void => undefined;
