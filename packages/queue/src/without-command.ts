/**
 * The same error without the command that failed, which ioredis notes in it: it may hold a password
 * or a job's payload, and errors are logged.
 */
export function withoutCommand<T>(error: T): T {
  if (!(error instanceof Error)) return error;
  Reflect.deleteProperty(error, 'command');
  withoutCommand(error.cause);
  if ('lastNodeError' in error) withoutCommand(error.lastNodeError);
  return error;
}
