import { dropOtherCopies } from './installation/copy-binaries.ts';
import { statIfPresent } from './installation/files.ts';
import { initialise } from './installation/initialise.ts';
import { openInstallation } from './installation/installation.ts';
import type { Installation } from './installation/installation.ts';
import { ensurePassword } from './installation/password.ts';
import { requireSameMajor } from './installation/version.ts';
import { launch } from './server/launch.ts';
import type { Launched, Settings } from './server/launch.ts';
import { rotateLog } from './server/log.ts';
import { choosePort } from './server/port.ts';
import { findPostmaster, settledPostmaster } from './server/postmaster.ts';
import { stopServer } from './server/stop.ts';
import { urlOf } from './server/url.ts';

export interface PostgresServerOptions {
  /** Folder of the installation, absolute: password, pointer, and the data unless out of reach. */
  directory: string;
  /** Root of the checkout, below which the platform's binaries are installed. */
  root: string;
  /** false for test servers, which may lose data in a crash of the machine. Default true. */
  durable?: boolean;
  /** Default 200. */
  maxConnections?: number;
  onProgress?: (message: string) => void;
}

export interface PostgresServer {
  /** postgresql://halyard:<password>@127.0.0.1:<port>/halyard */
  url: string;
  port: number;
  pid: number;
  /** It was running already, left behind by a process that died or shared with a living one. */
  adopted: boolean;
  /** Whether it still runs; nothing starts it again by itself. */
  isRunning(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Starts the installation's server, making its data first when there is none, or adopts it. */
export async function startPostgres(options: PostgresServerOptions): Promise<PostgresServer> {
  const { directory, root, durable = true, maxConnections = 200 } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const installation = await openInstallation({ directory, root, onProgress });
  const password = await ensurePassword(installation.directory, installation.data);
  if ((await statIfPresent(installation.data)) === undefined) {
    onProgress(`Creating the database in ${installation.data}`);
    await initialise(installation, password, durable);
  }
  await requireSameMajor(installation);
  const { pid, port, adopted } = await adoptOrLaunch(installation, { durable, maxConnections });
  onProgress(`PostgreSQL ${adopted ? 'was running' : 'runs'} on port ${port} (process ${pid})`);
  let stopped: Promise<void> | undefined;
  return {
    url: urlOf(password, port),
    port,
    pid,
    adopted,
    isRunning: async () => (await findPostmaster(installation.data)) !== undefined,
    stop: () => (stopped ??= stopServer(installation)),
  };
}

async function adoptOrLaunch(installation: Installation, settings: Settings): Promise<Launched> {
  const running = await settledPostmaster(installation.data);
  if (running !== undefined) return { ...running, adopted: true };
  await dropOtherCopies(installation.location, installation.binaries.native);
  await rotateLog(installation.log);
  return launch(installation, settings, await choosePort(installation.data));
}
