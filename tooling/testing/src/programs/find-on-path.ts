import { spawnSync } from 'node:child_process';

/** The first of these programs that the PATH has. */
export function findOnPath(...names: string[]): string | undefined {
  const { stdout } = spawnSync('which', names, { encoding: 'utf8' });
  return stdout?.split('\n').find((path) => path !== '');
}
