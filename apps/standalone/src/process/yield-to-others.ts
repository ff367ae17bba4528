import { readdirSync, writeFileSync } from 'node:fs';
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
  yieldToOtherSessions();
}

/** Linux may divide its time between sessions first, and only then by the niceness of what is in one. */
function yieldToOtherSessions(): void {
  try {
    writeFileSync('/proc/self/autogroup', String(niceness));
  } catch {
    // It does not, or this is another system.
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
