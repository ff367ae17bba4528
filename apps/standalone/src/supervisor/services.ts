import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { inheritedEnvironment, type StandaloneConfig } from '../config.ts';
import type { ReadyMessage } from '../process/messages.ts';
import { openLogFile, type Installation } from './installation.ts';
import { createSupervisedProcess, type SupervisedProcess } from './supervised-process.ts';

export const defaultPort = 4_000;
const defaultOperationsPort = { serve: 4_600, work: 4_601 };
const portsToTry = 100;

/** The bundle's folder: the two processes' scripts lie beside the supervisor. */
const here = dirname(fileURLToPath(import.meta.url));

export interface ServicesOptions {
  installation: Installation;
  config: StandaloneConfig;
  databaseUrl: string;
  onProgress: (message: string) => void;
}

type ServiceName = 'serve' | 'work';

/** The two processes of the small size, not started yet. */
export async function createServices(
  options: ServicesOptions,
): Promise<Record<ServiceName, SupervisedProcess>> {
  return {
    serve: await createService('serve', options),
    work: await createService('work', options),
  };
}

async function createService(
  name: ServiceName,
  { installation, config, databaseUrl, onProgress }: ServicesOptions,
): Promise<SupervisedProcess> {
  const logFile = await openLogFile(installation, name);
  return createSupervisedProcess({
    name,
    script: join(here, `${name}.js`),
    logFile,
    environment: (last) => ({
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
    }),
    onRestart: (how) => onProgress(`${name} ended (${how}) and is started again; see ${logFile}`),
  });
}

/** A port that was asked for, or announced before, is taken as it is; else the next free one. */
function choosePorts(
  name: ServiceName,
  config: StandaloneConfig,
  last: ReadyMessage | undefined,
): Record<string, string> {
  const { PORT, OPERATIONS_PORT } = config;
  const offset = name === 'work' ? 1 : 0;
  const operationsPort =
    OPERATIONS_PORT === undefined ? defaultOperationsPort[name] : OPERATIONS_PORT + offset;
  const attempts = (asked: number | undefined) =>
    String(last || asked !== undefined ? 1 : portsToTry);
  return {
    PORT: String(last?.port ?? PORT ?? defaultPort),
    PORT_ATTEMPTS: attempts(PORT),
    OPERATIONS_PORT: String(last?.operationsPort ?? operationsPort),
    OPERATIONS_PORT_ATTEMPTS: attempts(OPERATIONS_PORT),
  };
}
