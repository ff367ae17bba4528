/** Something that runs, can be killed, and comes back where it was. */
export interface Restartable {
  readonly isUp: boolean;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** `start` gives what kills it as `kill -9` does. */
export async function createRestartable(
  start: () => Promise<() => Promise<unknown>>,
): Promise<Restartable> {
  let kill: (() => Promise<unknown>) | undefined = await start();
  return {
    get isUp() {
      return kill !== undefined;
    },
    async kill() {
      const killing = kill;
      kill = undefined;
      await killing?.();
    },
    async start() {
      kill ??= await start();
    },
  };
}
