import { createClosers, stopOnSignal, type Closers } from '@halyard/http';

const graceMs = 60_000;

/** What is started in the foreground is given. */
export interface Running {
  /** What is opened is added here; it is closed last first. */
  closers: Closers;
  /** Aborted by the signal. */
  stopping: AbortSignal;
}

export interface RunUntilSignalOptions {
  start: (running: Running) => Promise<void>;
  onProgress: (message: string) => void;
}

/** Starts something that runs until a signal; closes it then, in order, and ends the process. */
export async function runUntilSignal({ start, onProgress }: RunUntilSignalOptions): Promise<void> {
  const closers = createClosers();
  const stopping = new AbortController();
  stopOnSignal({
    graceMs,
    onError: (error) => console.error(error),
    async stop() {
      stopping.abort();
      onProgress('Stopping');
      await closers.closeAll();
      // What was just being started closes as well, once it is there.
      await starting.catch(() => undefined);
      await closers.closeAll();
      onProgress('Stopped');
    },
  });

  const starting = start({ closers, stopping: stopping.signal });
  try {
    await starting;
  } catch (error) {
    // Interrupted while it started: what failed, failed because of that.
    if (stopping.signal.aborted) return;
    await closers.closeAll();
    throw error;
  }
}
