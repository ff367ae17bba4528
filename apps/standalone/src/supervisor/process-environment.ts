import { inheritedEnvironment, type StandaloneConfig } from '../config.ts';
import type { ReadyMessage } from '../process/messages.ts';
import type { Installation } from './installation.ts';

export const defaultPort = 4_000;
const defaultOperationsPort = 4_600;
const portsToTry = 100;

/** How far each one's operations port is from the first. */
const operationsPortOffset = { serve: 0, work: 1, 'another worker': 2 };

type ProcessName = keyof typeof operationsPortOffset;

/** What the processes of an installation have in common. */
export interface ProcessSettings {
  installation: Installation;
  config: StandaloneConfig;
  databaseUrl: string;
}

/** What a process is told, given what it reported when it was last ready. */
export const environmentOf = (
  name: ProcessName,
  { installation, config, databaseUrl }: ProcessSettings,
  last: ReadyMessage | undefined,
): NodeJS.ProcessEnv => ({
  ...inheritedEnvironment(),
  DATABASE_URL: databaseUrl,
  REDIS_URL: config.REDIS_URL,
  QUEUE_REDIS_URL: config.QUEUE_REDIS_URL,
  HOST: config.HOST,
  LOG_LEVEL: config.LOG_LEVEL,
  AUDIT_KEY_FILE: installation.auditKey,
  EVALUATION_SECRETS_FILE: installation.evaluationSecrets,
  REPLICA_DIR: installation.replica,
  INSTALLATION_KEY_FILE: installation.key,
  OPERATOR_PASSWORD_FILE: installation.operatorPassword,
  KEY_GRACE_SECONDS: config.KEY_GRACE_SECONDS?.toString(),
  ALLOW_KEY_IN_QUERY: String(config.ALLOW_KEY_IN_QUERY),
  TRUST_PROXY: config.TRUST_PROXY,
  JWKS_URL: config.JWKS_URL,
  MAX_STREAMS: String(config.MAX_STREAMS),
  MAX_STREAMS_PER_KEY: config.MAX_STREAMS_PER_KEY?.toString(),
  GEOIP_DATABASE: config.GEOIP_DATABASE,
  ALLOW_SIGNUP: String(config.ALLOW_SIGNUP),
  PUBLIC_URL: config.PUBLIC_URL,
  CORS_ORIGINS: config.CORS_ORIGINS?.join(','),
  SMTP_URL: config.SMTP_URL,
  MAIL_FROM: config.MAIL_FROM,
  ALLOW_PRIVATE_WEBHOOKS: String(config.ALLOW_PRIVATE_WEBHOOKS),
  ...choosePorts(name, config, last),
});

/** A port that was asked for, or announced before, is taken as it is; else the next free one. */
function choosePorts(
  name: ProcessName,
  { PORT, OPERATIONS_PORT }: StandaloneConfig,
  last: ReadyMessage | undefined,
): Record<string, string> {
  const operationsPort = (OPERATIONS_PORT ?? defaultOperationsPort) + operationsPortOffset[name];
  // There may be any number of other workers.
  const isAsked = OPERATIONS_PORT !== undefined && name !== 'another worker';
  const attempts = (asked: boolean) => String(last || asked ? 1 : portsToTry);
  return {
    PORT: String(last?.port ?? PORT ?? defaultPort),
    PORT_ATTEMPTS: attempts(PORT !== undefined),
    OPERATIONS_PORT: String(last?.operationsPort ?? operationsPort),
    OPERATIONS_PORT_ATTEMPTS: attempts(isAsked),
  };
}
