import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an installation of the small size keeps what it needs between starts. */
export interface Installation {
  /** The checkout. */
  root: string;
  /** `.halyard` in it. */
  directory: string;
  demoKeys: string;
  /** The key that signs the audit chain's checkpoints. */
  auditKey: string;
  /** The file of the secrets that evaluation ids are signed with. */
  evaluationSecrets: string;
  /** The file of the key that encrypts what processes keep on the disk. */
  key: string;
  /** The file of what operators show to look at queues. */
  operatorPassword: string;
  /** Folder of what `serve` knows, for starts without PostgreSQL. */
  replica: string;
  logs: string;
  /** The file of which servers the last start was given. */
  startedWith: string;
  migrations: string;
}

export async function openInstallation(root: string): Promise<Installation> {
  const directory = join(root, '.halyard');
  const logs = join(directory, 'logs');
  // Others may pass through: started by root, PostgreSQL runs as a user of its own.
  await mkdir(directory, { recursive: true, mode: 0o711 });
  await mkdir(logs, { recursive: true, mode: 0o700 });
  return {
    root,
    directory,
    demoKeys: join(directory, 'demo-keys.json'),
    auditKey: join(directory, 'audit-key.pem'),
    evaluationSecrets: join(directory, 'evaluation-secrets'),
    key: join(directory, 'installation.key'),
    operatorPassword: join(directory, 'operator-password'),
    replica: join(directory, 'replica'),
    logs,
    startedWith: join(directory, 'started-with'),
    migrations: join(root, 'prisma', 'migrations'),
  };
}

const maxLogBytes = 10 * 1024 * 1024;

/** The path of a process's log, after putting an old one that has grown too large aside. */
export async function openLogFile(installation: Installation, name: string): Promise<string> {
  const file = join(installation.logs, `${name}.log`);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxLogBytes) await rename(file, `${file}.1`);
  return file;
}
