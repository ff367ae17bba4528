import { readdirSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const niceness = 10;

/** Lets other processes have the processor first, as far as the system permits it. */
export function yieldToOthers(): void {
  for (const thread of listThreads()) {
    try {
      if (getPriority(thread) < niceness) setPriority(thread, niceness);
    } catch {
      // It works all the same.
    }
  }
}

/** Linux has a priority for each thread: those that collect garbage are there from the start. */
function listThreads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
}
