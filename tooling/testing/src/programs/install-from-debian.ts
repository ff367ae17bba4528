import { spawnSync } from 'node:child_process';

/** Packages that bring a service do not start it in this one. */
const singleUser = { RUNLEVEL: '1' };

/** Installs a Debian package as root; lists are fetched only where it is in none of them. */
export function installFromDebian(name: string): void {
  const env = { ...process.env, ...singleUser };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env }).status === 0;
  const add = () => apt('install', '-y', '--no-install-recommends', name);
  if (!add() && apt('update')) add();
}
