import type { Hints } from '@halyard/coordination';

import { clockMs } from './clock.ts';

/** When the last hint of each organization came to this process, before anything was done about it. */
export function noteHints(hints: Hints) {
  const cameAtMs = new Map<string, number>();
  return {
    hints: {
      ...hints,
      subscribe: ({ onHint, onGap }: Parameters<Hints['subscribe']>[0]) =>
        hints.subscribe({
          onHint(hint) {
            cameAtMs.set(hint.organization_id, clockMs());
            onHint(hint);
          },
          onGap,
        }),
    } satisfies Hints,
    /** By the machine's monotonic clock, milliseconds. */
    hintedAt(organizationId: string): number {
      const at = cameAtMs.get(organizationId);
      if (at === undefined) throw new Error('No hint of that organization came');
      return at;
    },
  };
}
