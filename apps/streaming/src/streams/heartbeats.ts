import { inSlices } from './pacing/in-slices.ts';
import type { Stream } from './stream.ts';

/** Comes to each stream once in a while, to few of them at a time. */
export interface Heartbeats {
  add(stream: Stream): void;
  delete(stream: Stream): void;
  start(): void;
  close(): void;
}

const slots = 30;

/** `intervalMs` is how often `beat` is called for a stream. */
export function createHeartbeats(
  beat: (stream: Stream) => void,
  { intervalMs }: { intervalMs: number },
): Heartbeats {
  const wheel = Array.from({ length: slots }, () => new Set<Stream>());
  const slotOf = new WeakMap<Stream, Set<Stream>>();
  let timer: NodeJS.Timeout | undefined;
  let now = 0;

  return {
    add(stream) {
      // The one that has just been: its turn comes a whole interval from now.
      const slot = wheel[now]!;
      slot.add(stream);
      slotOf.set(stream, slot);
    },
    delete: (stream) => void slotOf.get(stream)?.delete(stream),
    start() {
      timer = setInterval(() => {
        now = (now + 1) % slots;
        inSlices(wheel[now]!, beat);
      }, intervalMs / slots);
    },
    close: () => clearInterval(timer),
  };
}
