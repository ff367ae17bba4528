import { bundle } from '../../driver/bundle.ts';
import { freePort } from '../../driver/free-port.ts';
import { createRestartable, type Restartable } from '../../driver/restartable.ts';
import { startProcess } from '../../driver/start-process.ts';
import type { ApiProcessInput } from './api-process.ts';

const reading = new URL('../../../apps/standalone/src/read-telemetry.ts', import.meta.url);

/** A process that takes telemetry, and comes back on its port. */
export interface ApiProcess extends Restartable {
  url: string;
}

export async function startApis(
  count: number,
  input: Omit<ApiProcessInput, 'port' | 'readingFile'>,
): Promise<ApiProcess[]> {
  const file = await bundle(new URL('api-process.ts', import.meta.url));
  const readingFile = await bundle(reading);
  return Promise.all(
    Array.from({ length: count }, async () => {
      const port = await freePort();
      const given: ApiProcessInput = { ...input, port, readingFile };
      const process = await createRestartable(async () => (await startProcess(file, given)).kill);
      return Object.assign(process, { url: `http://127.0.0.1:${port}` });
    }),
  );
}
