import { readFamilyCpuTime } from '../http/load/cpu-time.ts';

export const processNames = ['api', 'worker', 'redis', 'postgres', 'generator'] as const;
export type ProcessName = (typeof processNames)[number];

/** Seconds of a core by process; not those that cannot be read. */
export type CpuSeconds = Partial<Record<ProcessName, number>>;

/** Gives what tells how much each process has used since. */
export function measureCpu(pids: Record<ProcessName, number>): () => CpuSeconds {
  const read = (name: ProcessName) => readFamilyCpuTime(pids[name]);
  const before = new Map(processNames.map((name) => [name, read(name)]));
  return () =>
    Object.fromEntries(
      processNames.flatMap((name) => {
        const [from, to] = [before.get(name), read(name)];
        return from === undefined || to === undefined ? [] : [[name, to - from]];
      }),
    );
}
