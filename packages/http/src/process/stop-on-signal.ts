const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopOptions {
  /** Closes everything, in order. */
  stop: () => Promise<void>;
  onError: (error: unknown) => void;
  /** How long `stop` may take before the process ends all the same. */
  graceMs: number;
}

/** Whether the process is on its way out; what fails then, fails because of that. */
export interface Stopping {
  hasBegun(): boolean;
}

/**
 * Stops at the first signal, at an uncaught error, or when the process that forked this one is
 * gone; then ends the process. What comes after that changes nothing: a Ctrl-C reaches a process
 * twice when npm passes on what the terminal has sent to everybody already.
 */
export function stopOnSignal({ stop, onError, graceMs }: StopOptions): Stopping {
  let isStopping = false;
  const end = async (exitCode: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    try {
      await stop();
    } catch (error) {
      onError(error);
      process.exit(1);
    }
    process.exit(exitCode);
  };
  for (const signal of signals) process.on(signal, () => end(0));
  process.on('disconnect', () => end(0));
  // It may have gone before anybody listened.
  if (process.send && !process.connected) setImmediate(() => end(0));
  // Stays on while it stops: a terminal that was closed fails every line that is printed.
  process.on('uncaughtException', (error) => {
    if (!isStopping) onError(error);
    return end(1);
  });
  return { hasBegun: () => isStopping };
}
