/** One payload, and whoever waits for what becomes of it. */
export interface Entry<T> {
  readonly payload: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface HandleAll<T> {
  handle: (payloads: T[]) => Promise<void>;
  /** Whether a failure says nothing of the payloads: what they need is away. */
  isOutage: (error: unknown) => boolean;
}

/**
 * Handles all together. Where that fails, each half is tried by itself, and so on, one after the
 * other: so a payload that cannot be handled fails alone, and costs few calls. Gives whether what they
 * need was there.
 */
export async function settleEach<T>(
  entries: readonly Entry<T>[],
  { handle, isOutage }: HandleAll<T>,
): Promise<boolean> {
  try {
    await handle(entries.map(({ payload }) => payload));
    for (const { resolve } of entries) resolve();
    return true;
  } catch (error) {
    if (entries.length === 1 || isOutage(error)) {
      for (const { reject } of entries) reject(error);
      return !isOutage(error);
    }
    const middle = entries.length >> 1;
    const first = await settleEach(entries.slice(0, middle), { handle, isOutage });
    const second = await settleEach(entries.slice(middle), { handle, isOutage });
    return first && second;
  }
}
