import { bundle } from '../../driver/bundle.ts';
import { freePort } from '../../driver/free-port.ts';
import { createRestartable, type Restartable } from '../../driver/restartable.ts';
import { startProcess } from '../../driver/start-process.ts';
import type { ApiProcessInput } from './api-process.ts';

/** A process that takes telemetry, and comes back on its port. */
export interface ApiProcess extends Restartable {
  url: string;
}

const reading = new URL('../../../apps/standalone/src/read-telemetry.ts', import.meta.url);

export async function startApi(
  given: Omit<ApiProcessInput, 'port' | 'readingFile'>,
): Promise<ApiProcess> {
  const file = await bundle(new URL('api-process.ts', import.meta.url));
  const readingFile = await bundle(reading);
  const port = await freePort();
  const input: ApiProcessInput = { ...given, port, readingFile };
  const process = await createRestartable(async () => (await startProcess(file, input)).kill);
  return Object.assign(process, { url: `http://127.0.0.1:${port}` });
}
