/** What a process tells the supervisor, once it can work. */
export interface ReadyMessage {
  type: 'ready';
  /** Public port; only `serve` has one. */
  port?: number;
  operationsPort: number;
}

/** What it tells when it cannot start. */
interface FailedMessage {
  type: 'failed';
  reason: string;
}

export type ProcessMessage = ReadyMessage | FailedMessage;

export const isProcessMessage = (message: unknown): message is ProcessMessage =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === 'ready' || message.type === 'failed');
