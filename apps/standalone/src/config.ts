import { jwksUrl, parseConfig, port, trustProxy } from '@halyard/http';
import { z } from 'zod';

const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent']);

const seconds = z.coerce.number().int().min(0);

const yesOrNo = z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'true or false' });

const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .pipe(
    z.array(
      z
        .url({ protocol: /^https?$/ })
        .refine((url) => new URL(url).origin === url, 'an origin has no path'),
      'origins (https://app.example.com), separated by commas',
    ),
  );

const mostStreams = z.coerce.number('a whole number').int('a whole number').min(0);

const publicUrl = z.url({ protocol: /^https?$/, error: 'must start with https:// or http://' });

const smtpUrl = z.url({
  protocol: /^smtps?$/,
  error: 'must look like smtp://user:password@host:587',
});

const redisUrl = z
  .string()
  .regex(
    /^rediss?(?:\+(?:sentinel|cluster))?:\/\/\S+$/,
    'must look like redis://:password@host:6379',
  );

/** What `npm start` can be told. */
export const StandaloneConfig = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(?:ql)?$/,
      error: 'must look like postgresql://user:password@host:5432/name',
    })
    .optional()
    .describe('PostgreSQL 15 or newer to use instead of the embedded server.'),
  REDIS_URL: redisUrl
    .optional()
    .describe(
      'Redis 6.2 or newer for hints, counters and what nodes start from without PostgreSQL; it may lose all it has; redis://, redis+sentinel:// or redis+cluster://, with TLS rediss. Without it: PostgreSQL and memory.',
    ),
  QUEUE_REDIS_URL: redisUrl
    .optional()
    .describe(
      'Redis for queues, which must lose nothing: appendonly yes, appendfsync always, maxmemory-policy noeviction. Once chosen it stays: jobs do not move. Without it: PostgreSQL.',
    ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  PORT: port.optional().describe('Public port. Without it: 4000, or the next free one.'),
  OPERATIONS_PORT: port
    .optional()
    .describe('Port of /healthz, /readyz and /metrics; the worker takes the one after it.'),
  TRUST_PROXY: trustProxy
    .optional()
    .describe(
      'Which proxies X-Forwarded-For is believed of: how many there are (1), or their addresses and networks (loopback, 10.0.0.0/8). Without it: none.',
    ),
  LOG_LEVEL: logLevel.default('info').describe('debug, info, warn, error or silent.'),
  KEY_GRACE_SECONDS: seconds
    .optional()
    .describe(
      'How long API keys are trusted while PostgreSQL cannot be reached. Without it: until they expire.',
    ),
  ALLOW_KEY_IN_QUERY: yesOrNo
    .default(false)
    .describe('true lets old clients send their key as ?apiKey=, where proxies may log it.'),
  JWKS_URL: jwksUrl
    .optional()
    .describe(
      'Where the keys of access tokens are read, https:// or file:///. Without it: those that this installation signs with.',
    ),
  MAX_STREAMS: mostStreams
    .default(1_000)
    .describe('Most event streams open at once; whoever comes then is told to try again.'),
  MAX_STREAMS_PER_KEY: mostStreams
    .optional()
    .describe('Most of them for one key or member. Without it: half of MAX_STREAMS.'),
  GEOIP_DATABASE: z
    .string()
    .optional()
    .describe(
      'MaxMind DB file (GeoLite2, GeoIP2 or DB-IP; City or Country) that tells where an address is; may be replaced at any time.',
    ),
  ALLOW_SIGNUP: yesOrNo
    .default(false)
    .describe('true lets anybody make an account; else the first user alone, and who is invited.'),
  PUBLIC_URL: publicUrl
    .optional()
    .describe('How people reach Halyard, for links in mails. Without it: where it listens.'),
  CORS_ORIGINS: origins
    .optional()
    .describe('Origins whose pages may log in and use the control plane, separated by commas.'),
  SMTP_URL: smtpUrl
    .optional()
    .describe('Mail server, smtp:// or smtps://. Without it: links are printed to the log.'),
  MAIL_FROM: z.string().default('Halyard <halyard@localhost>').describe('Who mails are from.'),
  ALLOW_PRIVATE_WEBHOOKS: yesOrNo
    .default(false)
    .describe(
      'true lets webhooks lead to addresses of this machine and its networks, whatever answers there.',
    ),
});
export type StandaloneConfig = z.infer<typeof StandaloneConfig>;

/** How many ports to try, upwards, while they are taken. */
const attempts = z.coerce.number().int().min(1);

/** What the supervisor tells each of its two processes. */
const ProcessConfig = z.object({
  DATABASE_URL: z.string(),
  REDIS_URL: redisUrl.optional(),
  QUEUE_REDIS_URL: redisUrl.optional(),
  HOST: z.string(),
  PORT: port,
  OPERATIONS_PORT: port,
  PORT_ATTEMPTS: attempts,
  OPERATIONS_PORT_ATTEMPTS: attempts,
  AUDIT_KEY_FILE: z.string(),
  EVALUATION_SECRETS_FILE: z.string(),
  LOG_LEVEL: logLevel,
  REPLICA_DIR: z.string(),
  INSTALLATION_KEY_FILE: z.string(),
  OPERATOR_PASSWORD_FILE: z.string(),
  KEY_GRACE_SECONDS: seconds.optional(),
  ALLOW_KEY_IN_QUERY: yesOrNo,
  TRUST_PROXY: trustProxy.optional(),
  JWKS_URL: jwksUrl.optional(),
  MAX_STREAMS: mostStreams,
  MAX_STREAMS_PER_KEY: mostStreams.optional(),
  GEOIP_DATABASE: z.string().optional(),
  ALLOW_SIGNUP: yesOrNo,
  PUBLIC_URL: publicUrl.optional(),
  CORS_ORIGINS: origins.optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z.string(),
  ALLOW_PRIVATE_WEBHOOKS: yesOrNo,
});
export type ProcessConfig = z.infer<typeof ProcessConfig>;

export const readStandaloneConfig = (): StandaloneConfig =>
  parseConfig(StandaloneConfig, process.env);

export const readProcessConfig = (): ProcessConfig => parseConfig(ProcessConfig, process.env);

/**
 * How processes allocate memory outside V8's heap. By itself glibc opens arenas for every few threads,
 * and what is freed stays in them: memory then grows for minutes under load.
 */
export const allocation = { MALLOC_ARENA_MAX: '2' } as const;

/** What the processes are given besides: where Node finds certificates, time zones and the like. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv => ({ ...allocation, ...process.env });
