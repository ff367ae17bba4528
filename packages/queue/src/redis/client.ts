/** What queues need of a client of ioredis 5, be it of one server, Sentinels or a Cluster. */
export interface RedisClient {
  readonly status: string;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  off(event: string, listener: (...values: unknown[]) => void): unknown;
  call(command: string, ...values: string[]): Promise<unknown>;
  /** BullMQ makes the connection of its own on which each consumer waits. */
  duplicate(...values: unknown[]): unknown;
  connect(): Promise<void>;
  disconnect(): void;
}

/** Options of ioredis that a client for queues must have. */
export interface RedisClientOptions {
  enableOfflineQueue: boolean;
  maxRetriesPerRequest: number | null;
  /** A connection that is silent for so long though an answer is due is taken for lost. */
  socketTimeout: number;
  /** After which refusals by the server it is looked for anew. */
  reconnectOnError: (error: Error) => boolean;
}

/** Makes a client that connects at once, and again whenever its connection is lost. */
export type ConnectRedis = (
  purpose: 'producer' | 'consumer',
  options: RedisClientOptions,
) => RedisClient;

/** What was the master is a replica by now, and Sentinel knows the new one. */
const isNoMaster = ({ message }: Error): boolean => message.startsWith('READONLY');

/** Nothing waits for Redis to be back: who wants to add a job hears at once that it is away. */
export const producerOptions = (timeoutMs: number): RedisClientOptions => ({
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  socketTimeout: timeoutMs,
  reconnectOnError: isNoMaster,
});

/** What is said of a job is said again until Redis heard it. BullMQ waits for jobs up to 10 s. */
export const consumerOptions: RedisClientOptions = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  socketTimeout: 20_000,
  reconnectOnError: isNoMaster,
};
