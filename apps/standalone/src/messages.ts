/** What a process tells the supervisor, once it can work. */
export interface ReadyMessage {
  type: 'ready';
  /** Public port; only `serve` has one. */
  port?: number;
  operationsPort: number;
}

export function sendReady(message: Omit<ReadyMessage, 'type'>): void {
  process.send?.({ type: 'ready', ...message } satisfies ReadyMessage);
}

export const isReadyMessage = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
