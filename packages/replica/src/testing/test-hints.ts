import type { Hint } from '@halyard/contracts';

import type { HintSource } from '../replica.ts';

type Listener = Parameters<HintSource['subscribe']>[0];

/** Hints that go from writers to nodes as a test wants: at once, later, twice, or never. */
export function createTestHints() {
  const listeners = new Set<Listener>();
  const sent: Hint[] = [];
  let isFlowing = true;

  function deliver(hint: Hint): void {
    for (const { onHint } of listeners) onHint(hint);
  }

  return {
    sent,
    deliver,
    gap: () => listeners.forEach(({ onGap }) => onGap()),
    /** From now on hints are only kept in `sent`. */
    hold() {
      isFlowing = false;
      sent.length = 0;
    },
    /** From now on they arrive at once. */
    flow: () => (isFlowing = true),
    subscribe(listener: Listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    statementFor: () => undefined,
    send(hint: Hint) {
      sent.push(hint);
      if (isFlowing) deliver(hint);
      return Promise.resolve();
    },
  };
}

export type TestHints = ReturnType<typeof createTestHints>;
