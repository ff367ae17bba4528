import { spawnSync } from 'node:child_process';

/** A browser to test with, where the machine has one. */
export function findChromium(): string | undefined {
  const { stdout } = spawnSync('which', ['chromium', 'chromium-browser', 'google-chrome'], {
    encoding: 'utf8',
  });
  return stdout.split('\n').find((path) => path !== '');
}
