import { repeat } from '../../driver/repeat.ts';

/** Asks an evaluation node all the time. */
export interface Asking {
  asked: () => number;
  /** What was not answered 200. */
  errors: () => readonly string[];
  /** Resolves when all that was asked is answered. */
  stop(): Promise<void>;
}

export interface AskingOptions {
  url: string;
  /** In turn, so that none comes to its limit. */
  keys: readonly string[];
  flagKey: string;
  perSecond: number;
}

const tickMs = 20;

/** As many requests a second, whatever becomes of them. */
export function evaluateAllTheTime({ url, keys, flagKey, perSecond }: AskingOptions): Asking {
  const errors: string[] = [];
  const open = new Set<Promise<void>>();
  const begunAt = performance.now();
  let asked = 0;

  async function ask(key: string): Promise<void> {
    try {
      const answer = await fetch(`${url}/api/flags/${flagKey}/evaluate`, {
        method: 'POST',
        headers: { 'x-sdk-key': key, 'content-type': 'application/json' },
        body: JSON.stringify({ context: { user_id: `user-${asked}` } }),
      });
      await answer.arrayBuffer();
      if (answer.status !== 200) errors.push(`${answer.status}`);
    } catch (error) {
      errors.push(String(error));
    }
  }

  const asking = repeat(tickMs, () => {
    const due = ((performance.now() - begunAt) / 1_000) * perSecond;
    for (; asked < due; asked++) {
      const one = ask(keys[asked % keys.length]!).then(() => void open.delete(one));
      open.add(one);
    }
  });

  return {
    asked: () => asked,
    errors: () => errors,
    async stop() {
      await asking.stop();
      await Promise.all(open);
    },
  };
}
