import { findProgram, type Program } from './find-program.ts';

const redisNeeded =
  'The tests need redis-server on the PATH: "apt-get install redis-server" (Debian), ' +
  '"dnf install redis" (Fedora), "brew install redis" (macOS).';

/** `redis-server` of the PATH; else Debian's, installed by root, or put into the cache by anybody. */
export function findRedisOrThrow(say: (message: string) => void): Program {
  const program = findProgram({
    names: ['redis-server', 'valkey-server'],
    debianPackage: 'redis-server',
    packagedFile: 'usr/bin/redis-server',
    onFetch: () => say('Fetching Redis for the tests, once …'),
  });
  if (!program) throw new Error(redisNeeded);
  return program;
}
