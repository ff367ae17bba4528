const shownLines = 15;

/** An error of one sentence followed by the last lines of what the failed program printed. */
export function failure(sentence: string, output: string, cause?: unknown): Error {
  const lines = output.trimEnd().split('\n').slice(-shownLines);
  const message = output.trim() === '' ? sentence : `${sentence}\n\n${lines.join('\n')}`;
  return new Error(message, cause === undefined ? {} : { cause });
}

/** The `code` of an error of the operating system, such as ENOENT. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
