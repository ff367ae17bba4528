import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type { Logger };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines with the service's name in each; on standard output where nothing else is said. */
export function createLogger(
  service: string,
  level: LogLevel,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    // Node's request headers carry credentials: none of these may ever be written.
    redact: ['*.authorization', '*.cookie', '*["x-sdk-key"]', '*["x-api-key"]'],
  };
  return pino(options, destination);
}
