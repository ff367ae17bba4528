/**
 * Ends the process with what went wrong: a sentence where we wrote one, all there is otherwise.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function exitWith(error) {
  const isOurs =
    error instanceof Error &&
    ['LockedError', 'NotRunningError', 'ConfigError', 'StartError', 'AdminError'].includes(
      error.name,
    );
  console.error(isOurs ? `\n${error.message}\n` : error);
  process.exit(1);
}
