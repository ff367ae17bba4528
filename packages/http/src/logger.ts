import { pino, type Logger } from 'pino';

export type { Logger };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines on standard output, with the service's name in each. */
export function createLogger(service: string, level: LogLevel): Logger {
  return pino({
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    // Node's request headers carry credentials: none of these may ever be written.
    redact: ['*.authorization', '*.cookie', '*["x-sdk-key"]', '*["x-api-key"]'],
  });
}
