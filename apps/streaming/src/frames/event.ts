export interface EventFields {
  /** Left out, the event is unnamed. */
  readonly event?: string;
  /** One line; left out, nobody is told, and the id alone is taken note of. */
  readonly data?: string;
  readonly id?: string;
  /** How long clients wait before they connect again, milliseconds. */
  readonly retryMs?: number;
}

/**
 * A server-sent event as it is written (HTML Living Standard, 9.2.6). Its id comes last: there are
 * clients that take note of it as soon as they read it, and would come back for what comes after.
 */
export function toEvent({ event, data, id, retryMs }: EventFields): string {
  const named = event === undefined ? '' : `event: ${event}\n`;
  const retry = retryMs === undefined ? '' : `retry: ${retryMs}\n`;
  const identified = id === undefined ? '' : `id: ${id}\n`;
  const told = data === undefined ? ':\n' : `data: ${data}\n`;
  return `${named}${retry}${told}${identified}\n`;
}
