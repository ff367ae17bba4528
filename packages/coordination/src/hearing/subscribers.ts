import type { Hint } from '@halyard/contracts';

import type { HintListener, Hints } from '../hints.ts';

export interface Subscribers {
  subscribe: Hints['subscribe'];
  /** Every subscriber hears it, whatever the others make of it. */
  tellHint(hint: Hint): void;
  tellGap(): void;
}

export function createSubscribers(onError: (error: Error) => void): Subscribers {
  const subscriptions = new Set<{ listener: HintListener }>();

  function tell(what: (listener: HintListener) => void): void {
    for (const { listener } of subscriptions) {
      try {
        what(listener);
      } catch (error) {
        onError(new Error('A subscriber of hints failed.', { cause: error }));
      }
    }
  }

  return {
    subscribe(listener) {
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => subscriptions.delete(subscription);
    },
    tellHint: (hint) => tell((listener) => listener.onHint(hint)),
    tellGap: () => tell((listener) => listener.onGap()),
  };
}
