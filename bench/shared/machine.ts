import { cpus } from 'node:os';

/** What the figures were seen on. */
export function describeMachine(): string {
  const [first, ...others] = cpus();
  return `${first?.model ?? 'unknown CPU'}, ${others.length + 1} cores, Node ${process.version}`;
}
