import { AppError } from '@halyard/contracts';
import { ReplyError } from 'ioredis';

/** Loading, read-only, full or without its Cluster: not the command's fault, and it passes. */
const away =
  /\b(?:LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|OOM|MISCONF|BUSY|MOVED|ASK|NOAUTH|WRONGPASS|NOPERM)\b/;

/** The server's answer to the command itself; else an {@link AppError} `unavailable`. */
export function toRedisError(error: unknown): Error {
  const cause = withoutCommand(error);
  if (error instanceof ReplyError && !away.test(cause.message)) return cause;
  return Object.assign(new AppError('unavailable', 'Redis cannot be reached.'), { cause });
}

/** ioredis adds the command to its errors, arguments and all: an AUTH carries the password. */
export function withoutCommand(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('Redis failed without an error.');
  const told: Error & { command?: unknown; lastNodeError?: unknown } = error;
  delete told.command;
  // What a Cluster's node said, when none of them could be asked.
  if (told.lastNodeError) told.lastNodeError = withoutCommand(told.lastNodeError);
  return told;
}
