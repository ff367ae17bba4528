import { startProcess, type RunningProcess } from '../shared/process.ts';
import { openCounted, type Counted } from './counted.ts';
import { measureCpu, type CpuSeconds } from './cpu-seconds.ts';
import type { Api } from './processes/api.ts';
import type { Worker } from './processes/worker.ts';
import type { Reporter } from './reporting/reporter.ts';
import { queuesPlaceOf, type QueueServer, type Setting } from './setting.ts';

/** All that telemetry goes through, and who sends it. */
export interface Intake {
  api: RunningProcess<Api>;
  worker: RunningProcess<Worker>;
  reporter: RunningProcess<Reporter>;
  counted: Counted;
  measureCpu(): () => CpuSeconds;
  close(): Promise<void>;
}

export async function startIntake(setting: Setting, server: QueueServer): Promise<Intake> {
  const { file, places, pids } = setting;
  const place = queuesPlaceOf(setting, server);
  const api = startProcess<Api>(file, 'api');
  const worker = startProcess<Worker>(file, 'worker');
  const reporter = startProcess<Reporter>(file, 'reporter');
  const counted = openCounted(setting.databaseUrl);
  const port = await api.ask('start', place);
  await worker.ask('start', place);
  await reporter.ask('begin', { port, places });
  return {
    api,
    worker,
    reporter,
    counted,
    measureCpu: () =>
      measureCpu({ ...pids, api: api.pid, worker: worker.pid, generator: reporter.pid }),
    async close() {
      await Promise.all([reporter, api, worker].map((one) => one.kill()));
      await counted.close();
    },
  };
}
